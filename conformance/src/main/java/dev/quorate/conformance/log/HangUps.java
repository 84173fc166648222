package dev.quorate.conformance.log;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What comes before a node ends its connections and after it, besides what the clocks say. In a spec with channels, what is under
 * way is lost when that happens. Processes know nothing of it at that moment: what a node has sent before may arrive still, and what
 * it receives afterwards may have been sent before. Neither end knew of the other's step, so that they have no order but this: what
 * is received was received before its sender's end, and sent after its receiver's.
 */
final class HangUps {
    /** No event ends a connection. */
    static final HangUps NONE = new HangUps(Set.of());

    private final Set<String> types;

    /** Per sender and receiver, what the receiver has received, in its order. */
    private final Map<NodeId, Map<NodeId, List<Receipt>>> receipts = new HashMap<>();

    /** When each node last ended its connections, as far as its log is read. */
    private final Map<NodeId, Long> ended = new HashMap<>();

    /** Per sender and event of it, what comes before it: an end at the receiver of what it has sent. */
    private final Map<NodeId, Map<Long, Map<NodeId, Long>>> endsBefore = new HashMap<>();

    /**
     * A message was received.
     *
     * @param known how many events of the sender the receiver knew of then
     * @param count how many of its own
     */
    private record Receipt(long known, long count) {}

    private HangUps(Set<String> types) {
        this.types = types;
    }

    /** Those of logs, which are read for that if there can be any. */
    static HangUps of(List<Path> logs) {
        String spec;
        try (LogReader first = LogReader.open(logs.get(0), false)) {
            spec = first.header().spec();
        }
        Set<String> types = Binding.of(spec).map(Binding::endsOfConnections).orElse(Set.of());
        if (types.isEmpty()) {
            return NONE;
        }
        HangUps all = new HangUps(types);
        for (Path log : logs) {
            try (LogReader reader = LogReader.open(log, false)) {
                for (Optional<LogLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                    if (line.get() instanceof LogLine.Event event) {
                        all.add(event);
                    }
                }
            }
        }
        return all;
    }

    private void add(LogLine.Event event) {
        long own = event.clock().getOrDefault(event.node(), 0L);
        if (ends(event)) {
            ended.put(event.node(), own);
        } else if (field(event.event(), "message")
                        .flatMap(m -> field(m, "from"))
                        .orElse(null)
                instanceof Value.Str from) {
            received(new NodeId(from.value()), event, own);
        }
    }

    private void received(NodeId sender, LogLine.Event event, long own) {
        List<Receipt> earlier = receipts.computeIfAbsent(sender, n -> new HashMap<>())
                .computeIfAbsent(event.node(), n -> new ArrayList<>());
        long end = ended.getOrDefault(event.node(), 0L);
        long known = event.clock().getOrDefault(sender, 0L);
        // The first since then: what follows was sent after that one.
        if (end > 0 && (earlier.isEmpty() || earlier.get(earlier.size() - 1).count() < end)) {
            endsBefore
                    .computeIfAbsent(sender, n -> new HashMap<>())
                    .computeIfAbsent(known, n -> new HashMap<>())
                    .put(event.node(), end);
        }
        earlier.add(new Receipt(known, own));
    }

    private boolean ends(LogLine.Event event) {
        return field(event.event(), "type")
                .filter(type -> type instanceof Value.Str name && types.contains(name.value()))
                .isPresent();
    }

    private static Optional<Value> field(Value value, String name) {
        return value instanceof Value.Rec rec ? Optional.ofNullable(rec.fields().get(name)) : Optional.empty();
    }

    /** How many events of others come before an event, though their clocks do not say so. */
    Map<NodeId, Long> before(LogLine.Event event) {
        long own = event.clock().getOrDefault(event.node(), 0L);
        Map<NodeId, Long> before =
                new HashMap<>(endsBefore.getOrDefault(event.node(), Map.of()).getOrDefault(own, Map.of()));
        if (!ends(event)) {
            return before;
        }
        receipts.getOrDefault(event.node(), Map.of()).forEach((receiver, of) -> {
            int unknowing = unknowing(of, own);
            if (unknowing > 0) {
                before.merge(receiver, of.get(unknowing - 1).count(), Math::max);
            }
        });
        return before;
    }

    /** How many receipts there are, one after the other, of who knew of fewer events of the sender. */
    private static int unknowing(List<Receipt> receipts, long own) {
        int least = 0;
        int most = receipts.size();
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (receipts.get(middle).known() < own) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }
}
