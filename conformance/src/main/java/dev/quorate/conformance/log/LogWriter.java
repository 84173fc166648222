package dev.quorate.conformance.log;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.ItfValuePrinter;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import dev.quorate.core.Sequences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes a log. Each line has of a state only what differs from the node's line before, and of a sequence only what differs at
 * its end, so that a line stays short whatever a state holds. Equal runs give equal bytes.
 *
 * <p>The log is in {@code FILE.partial} until it is closed.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public final class LogWriter<S, E, M> implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final Writer out;
    private final Codec<S> states;
    private final Codec<E> events;
    private final Codec<M> messages;
    private final List<Codec.Component> components;
    private final ItfValuePrinter values = new ItfValuePrinter("", Set.of(Codec.ABSENT));
    private final Map<NodeId, S> last = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private long seq;

    private LogWriter(Binding<S, E, M> binding, Path file, Path partial, Writer out) {
        this.file = file;
        this.partial = partial;
        this.out = out;
        states = Codec.ofText(binding.stateType());
        events = Codec.ofText(binding.eventType());
        messages = Codec.ofText(binding.messageType());
        components = states.components();
    }

    /**
     * Starts a log.
     *
     * @throws BadInputException if the file cannot be written
     */
    public static <S, E, M> LogWriter<S, E, M> open(Binding<S, E, M> binding, List<NodeId> nodes, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            LogWriter<S, E, M> writer = new LogWriter<>(binding, file, partial, Files.newBufferedWriter(partial));
            writer.header(binding.spec(), nodes);
            return writer;
        } catch (IOException e) {
            throw new BadInputException(file + ": the log cannot be written: " + e, e);
        }
    }

    /** The cluster starts, or starts anew: a further run in the same log. */
    public void init(Map<NodeId, S> initial) {
        last.clear();
        last.putAll(initial);
        begin();
        line.append("\"event\":{\"type\":\"Init\"},\"states\":");
        Map<String, Value> encoded = new TreeMap<>();
        initial.forEach((node, state) -> encoded.put(node.name(), states.encode(state)));
        values.appendObject(line, encoded);
        end();
    }

    /**
     * Something has happened at a node.
     *
     * @param after the node's state after it
     * @param sent the messages that it sends
     * @param clock the vector clock of the event; may be empty in a log of one process
     */
    public void event(NodeId node, E event, S after, Set<M> sent, Map<NodeId, Long> clock) {
        S before = last.put(node, after);
        if (before == null) {
            throw new IllegalStateException(node + " has an event, but no initial state");
        }
        begin();
        line.append("\"node\":");
        ItfValuePrinter.appendQuoted(line, node.name());
        line.append(",\"event\":");
        values.append(line, events.encode(event));
        appendChange(before, after);
        if (!sent.isEmpty()) {
            line.append(",\"sent\":[");
            join(sent, message -> values.append(line, messages.encode(message)));
            line.append(']');
        }
        if (!clock.isEmpty()) {
            line.append(",\"clock\":{");
            join(new TreeMap<>(clock).entrySet(), count -> {
                values.appendName(line, count.getKey().name());
                line.append(count.getValue());
            });
            line.append('}');
        }
        end();
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void appendChange(S before, S after) {
        if (components.isEmpty()) {
            line.append(",\"state\":");
            values.append(line, states.encode(after));
            return;
        }
        line.append(",\"changes\":");
        appendComponents(components, before, after);
    }

    private void appendComponents(List<Codec.Component> parts, Object before, Object after) {
        line.append('{');
        int start = line.length();
        for (Codec.Component component : parts) {
            Object was = component.of(before);
            Object is = component.of(after);
            if (was != is) {
                appendComponent(component, was, is, start);
            }
        }
        line.append('}');
    }

    private void appendComponent(Codec.Component component, Object was, Object is, int start) {
        int keep = 0;
        if (was instanceof List<?> old && is instanceof List<?> now) {
            keep = commonPrefix(old, now);
            if (keep == old.size() && keep == now.size()) {
                return;
            }
        } else if (is.equals(was)) {
            return;
        }
        line.append(line.length() == start ? "" : ",");
        values.appendName(line, component.name());
        Optional<Codec<Object>> elements = component.codec().elements();
        if (keep > 0 && elements.isPresent()) {
            List<?> now = (List<?>) is;
            line.append("{\"#keep\":").append(keep).append(",\"#append\":[");
            join(
                    Sequences.subSeq(now, keep + 1, now.size()),
                    added -> values.append(line, elements.get().encode(added)));
            line.append("]}");
        } else if (holdsSequence(component.codec())) {
            line.append("{\"#changes\":");
            appendComponents(component.codec().components(), was, is);
            line.append('}');
        } else {
            values.append(line, component.codec().encode(is));
        }
    }

    /** Whether it is worth it to say what changed within a record: it has a sequence, which may be long. */
    private static boolean holdsSequence(Codec<Object> codec) {
        return codec.components().stream()
                .anyMatch(part -> part.codec().elements().isPresent());
    }

    private static int commonPrefix(List<?> one, List<?> other) {
        Iterator<?> ones = one.iterator();
        Iterator<?> others = other.iterator();
        int length = 0;
        while (ones.hasNext() && others.hasNext()) {
            Object a = ones.next();
            Object b = others.next();
            if (a != b && !a.equals(b)) {
                break;
            }
            length++;
        }
        return length;
    }

    private <T> void join(Collection<T> elements, Consumer<T> append) {
        Iterator<T> rest = elements.iterator();
        while (rest.hasNext()) {
            append.accept(rest.next());
            line.append(rest.hasNext() ? "," : "");
        }
    }

    private void header(String spec, List<NodeId> nodes) throws IOException {
        line.append("{\"format\":\"" + LogHeader.FORMAT + "\",\"version\":" + LogHeader.VERSION + ",\"spec\":");
        ItfValuePrinter.appendQuoted(line, spec);
        line.append(",\"nodes\":[");
        join(nodes, node -> ItfValuePrinter.appendQuoted(line, node.name()));
        line.append("]}\n");
        out.append(line);
    }

    private void begin() {
        line.setLength(0);
        line.append("{\"seq\":").append(++seq).append(',');
    }

    private void end() {
        line.append("}\n");
        try {
            out.append(line);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(file + ": the log cannot be written: " + e.getMessage(), e);
    }
}
