package dev.quorate.conformance.log;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges the logs of the processes of one cluster into one order that respects causality: a line comes after every event that
 * its vector clock counts, and, where a spec has channels, what was sent before they end is received before. Lines of one node keep their order, so what a line leaves out because the node's line before has it
 * stays right. Holds one line of each file.
 *
 * <p>Vector clocks: C. Fidge, "Timestamps in Message-Passing Systems That Preserve the Partial Ordering" (1988); F. Mattern,
 * "Virtual Time and Global States of Distributed Systems" (1989).
 */
public final class LogMerge implements LogSource {
    private final List<LogReader> readers = new ArrayList<>();

    /** The next line of each reader; null at its end. */
    private final List<LogLine.Event> heads = new ArrayList<>();

    private final Map<NodeId, Path> files = new HashMap<>();

    /** How many events each node's last line read counts of its own. */
    private final Map<NodeId, Long> counted = new HashMap<>();

    /** How many events of each node have been passed on. */
    private final Map<NodeId, Long> passed = new HashMap<>();

    private HangUps hangUps = HangUps.NONE;
    private LogLine.Init init;
    private boolean started;

    private LogMerge() {}

    /**
     * Opens logs, each of one run, of different nodes.
     *
     * @param typed whether values are held against the types that they must have
     * @throws BadInputException if one of them is no log, or they are not of one cluster
     */
    public static LogMerge open(List<Path> logs, boolean typed) {
        LogMerge merge = new LogMerge();
        try {
            merge.start(logs, typed);
            return merge;
        } catch (RuntimeException e) {
            merge.close();
            throw e;
        }
    }

    private void start(List<Path> logs, boolean typed) {
        hangUps = HangUps.of(logs);
        Map<NodeId, Value> states = new LinkedHashMap<>();
        for (Path log : logs) {
            LogReader reader = LogReader.open(log, typed);
            readers.add(reader);
            if (!reader.header().equals(header())) {
                throw new BadInputException(log + ", line 1: expected the spec and nodes of " + logs.get(0) + ", "
                        + header() + ", found " + reader.header());
            }
            LogLine.Init own = (LogLine.Init) reader.next().orElseThrow();
            states.putAll(own.states());
            init = new LogLine.Init(init == null ? own.place() : init.place(), states);
            heads.add(read(reader));
        }
    }

    @Override
    public LogHeader header() {
        return readers.get(0).header();
    }

    @Override
    public Optional<LogLine> next() {
        if (!started) {
            started = true;
            return Optional.of(init);
        }
        boolean ended = true;
        for (int i = 0; i < heads.size(); i++) {
            LogLine.Event head = heads.get(i);
            ended &= head == null;
            if (head != null && missing(head).isEmpty()) {
                passed.merge(head.node(), 1L, Long::sum);
                heads.set(i, read(readers.get(i)));
                return Optional.of(head);
            }
        }
        if (ended) {
            return Optional.empty();
        }
        throw noOrder();
    }

    @Override
    public void close() {
        readers.forEach(LogReader::close);
    }

    private LogLine.Event read(LogReader reader) {
        Optional<LogLine> line = reader.next();
        if (line.isEmpty()) {
            return null;
        }
        if (!(line.get() instanceof LogLine.Event event)) {
            throw new BadInputException(line.get().place()
                    + ": expected an event, found a second Init; only logs of one run can be merged");
        }
        Path file = event.place().file();
        Path owner = files.putIfAbsent(event.node(), file);
        if (owner != null && !owner.equals(file)) {
            throw new BadInputException(event.place() + ": expected the lines of " + event.node()
                    + " in one file, found it in " + owner + ", too");
        }
        long count = event.clock().getOrDefault(event.node(), 0L);
        long before = counted.getOrDefault(event.node(), 0L);
        if (count <= before) {
            throw new BadInputException(event.place() + ": expected a clock that counts more than " + before
                    + " events of " + event.node() + ", by which logs are merged, found " + event.clock());
        }
        counted.put(event.node(), count);
        return event;
    }

    /** What an event waits for: how many events of some node must have been passed on first. */
    private Optional<Map.Entry<NodeId, Long>> missing(LogLine.Event event) {
        Map<NodeId, Long> causes = new HashMap<>(event.clock());
        hangUps.before(event).forEach((node, count) -> causes.merge(node, count, Math::max));
        return causes.entrySet().stream()
                .map(count -> Map.entry(
                        count.getKey(),
                        // Of its own node, an event counts itself.
                        count.getKey().equals(event.node()) ? count.getValue() - 1 : count.getValue()))
                .filter(count -> passed.getOrDefault(count.getKey(), 0L) < count.getValue())
                .findFirst();
    }

    private BadInputException noOrder() {
        List<String> waiting = new ArrayList<>();
        for (LogLine.Event head : heads) {
            if (head != null) {
                Map.Entry<NodeId, Long> missing = missing(head).orElseThrow();
                waiting.add("%s: event %d of %s waits for event %d of %s, of which %d have come"
                        .formatted(
                                head.place(),
                                head.clock().get(head.node()),
                                head.node(),
                                missing.getValue(),
                                missing.getKey(),
                                passed.getOrDefault(missing.getKey(), 0L)));
            }
        }
        return new BadInputException(
                "the clocks of these logs admit no order; a cause is in no file, or two lines each come"
                        + " before the other:\n" + String.join("\n", waiting));
    }
}
