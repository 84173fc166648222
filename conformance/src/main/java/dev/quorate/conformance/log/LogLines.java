package dev.quorate.conformance.log;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.ItfValuePrinter;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import dev.quorate.core.Sequences;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The lines of a log as texts. Each has of a state only what differs from the node's line before, and of a sequence only what
 * differs at its end, so that a line stays short whatever a state holds. Equal runs give equal lines. Each answer is a line with
 * its end, and valid until the next is made.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public final class LogLines<S, E, M> {
    private final Codec<S> states;
    private final Codec<E> events;
    private final Codec<M> messages;
    private final List<Codec.Component> components;
    private final ItfValuePrinter values = new ItfValuePrinter("", Set.of(Codec.ABSENT));
    private final Map<NodeId, S> last = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private long seq;

    /**
     * Lines of a log that has so many already, besides its header. Of a node that has some already, the next line has the whole
     * state.
     */
    public LogLines(Binding<S, E, M> binding, long seq) {
        states = Codec.ofText(binding.stateType());
        events = Codec.ofText(binding.eventType());
        messages = Codec.ofText(binding.messageType());
        components = states.components();
        this.seq = seq;
    }

    /** How many lines there are now, besides the header. */
    public long count() {
        return seq;
    }

    /** The first line. */
    public CharSequence header(LogHeader header) {
        line.setLength(0);
        line.append("{\"format\":\"" + LogHeader.FORMAT + "\",\"version\":" + LogHeader.VERSION + ",\"spec\":");
        ItfValuePrinter.appendQuoted(line, header.spec());
        line.append(",\"nodes\":[");
        join(header.nodes(), node -> ItfValuePrinter.appendQuoted(line, node.name()));
        line.append(']');
        if (!header.constants().isEmpty()) {
            line.append(",\"constants\":{");
            join(new TreeMap<>(header.constants()).entrySet(), constant -> {
                values.appendName(line, constant.getKey());
                line.append(constant.getValue());
            });
            line.append('}');
        }
        return line.append("}\n");
    }

    /** The cluster starts, or starts anew: a further run in the same log. */
    public CharSequence init(Map<NodeId, S> initial) {
        last.clear();
        last.putAll(initial);
        begin();
        line.append("\"event\":{\"type\":\"Init\"},\"states\":");
        Map<String, Value> encoded = new TreeMap<>();
        initial.forEach((node, state) -> encoded.put(node.name(), states.encode(state)));
        values.appendObject(line, encoded);
        return end();
    }

    /**
     * Something has happened at a node.
     *
     * @param after the node's state after it
     * @param sent the messages that it sends
     * @param clock the vector clock of the event; may be empty in a log of one process
     * @param disk how many records will have been written to the node's disk when it is there; empty if that is not known
     */
    public CharSequence event(NodeId node, E event, S after, Set<M> sent, Map<NodeId, Long> clock, OptionalLong disk) {
        S before = last.put(node, after);
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
        disk.ifPresent(position -> line.append(",\"disk\":").append(position));
        return end();
    }

    private void appendChange(S before, S after) {
        if (components.isEmpty()) {
            line.append(",\"state\":");
            values.append(line, states.encode(after));
            return;
        }
        line.append(",\"changes\":");
        if (before == null) {
            line.append('{');
            join(components, component -> {
                values.appendName(line, component.name());
                values.append(line, component.codec().encode(component.of(after)));
            });
            line.append('}');
        } else {
            appendComponents(components, before, after);
        }
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

    private void begin() {
        line.setLength(0);
        line.append("{\"seq\":").append(++seq).append(',');
    }

    private CharSequence end() {
        return line.append("}\n");
    }
}
