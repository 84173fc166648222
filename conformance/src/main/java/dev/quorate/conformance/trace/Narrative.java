package dev.quorate.conformance.trace;

import dev.quorate.conformance.binding.Channel;
import dev.quorate.conformance.binding.Channels;
import dev.quorate.conformance.binding.Network;
import dev.quorate.conformance.binding.NetworkValues;
import dev.quorate.conformance.binding.Pool;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells a trace as text: for each step what happens where, what changes there, and what is sent. */
public final class Narrative {
    private static final int LONGEST_VALUE = 100;

    private final Trace trace;
    private final List<String> lines = new ArrayList<>();
    private final String indent;

    private Narrative(Trace trace) {
        this.trace = trace;
        indent = " ".repeat(String.valueOf(trace.states().size()).length() + 2);
    }

    /** The lines of the text. */
    public static List<String> of(Trace trace) {
        Narrative narrative = new Narrative(trace);
        narrative.tell();
        return Collections.unmodifiableList(narrative.lines);
    }

    private void tell() {
        lines.add(trace.header().spec() + "/" + trace.header().model() + ": "
                + trace.header().description());
        for (int i = 1; i < trace.states().size(); i++) {
            step(i);
        }
        trace.loop()
                .ifPresent(state -> lines.add(
                        state == trace.states().size() - 1
                                ? "and nothing more ever happens"
                                : "and so on for ever, from after step " + state));
    }

    private void step(int i) {
        Map<String, Value> before = trace.states().get(i - 1).values();
        Map<String, Value> after = trace.states().get(i).values();
        if (trace.header().refusedAt().equals(OptionalInt.of(i))) {
            lines.add(indent + "the code without the fault does not do this:");
        }
        Map<String, Value> event = fields(trace.states().get(i).event().orElse(Value.of("?")));
        String number = String.valueOf(i);
        lines.add(" ".repeat(indent.length() - 2 - number.length()) + number + "  " + event(event));
        Map<Value, Value> nodes = new TreeMap<>(Comparator.comparing(Value::toString));
        nodes.putAll(mappings(after.get("nodes")));
        nodes.forEach((node, state) -> {
            Map<String, Value> old = fields(mappings(before.get("nodes")).get(node));
            fields(state).forEach((name, value) -> {
                if (!value.equals(old.get(name))) {
                    String whose = node.equals(event.get("node")) ? "" : text(node) + ": ";
                    lines.add(indent + "  " + whose + name + " = " + cut(text(value)));
                }
            });
        });
        sent(before.get("network"), after.get("network"), event)
                .forEach(message -> lines.add(indent + "  sends " + message(message, false)));
        after.forEach((name, value) -> {
            if (!List.of("nodes", "network").contains(name) && !value.equals(before.get(name))) {
                lines.add(indent + "  (" + change(name, before.get(name), value) + ")");
            }
        });
    }

    /** What is new of a variable: of a function the values that are, of a set the elements. */
    private static String change(String name, Value before, Value after) {
        Map<Value, Value> old = mappings(before);
        Map<Value, Value> now = mappings(after);
        if (after instanceof Value.SetValue set && before instanceof Value.SetValue less) {
            Set<Value> more = new HashSet<>(set.elements());
            more.removeAll(less.elements());
            if (!more.isEmpty()) {
                return "new in " + name + ": " + cut(text(Value.set(more)));
            }
        } else if (!(after instanceof Value.Seq)
                && !now.isEmpty()
                && now.keySet().equals(old.keySet())) {
            return now.entrySet().stream()
                    .filter(mapping -> !mapping.getValue().equals(old.get(mapping.getKey())))
                    .map(mapping -> name + "[" + text(mapping.getKey()) + "] = " + cut(text(mapping.getValue())))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        return name + " = " + cut(text(after));
    }

    private static String event(Map<String, Value> event) {
        Value node = event.get("node");
        String type = event.containsKey("type") ? text(event.get("type")) : "?";
        Value message = event.get("message");
        if (message != null) {
            String what = message(message, true);
            return node == null ? "the network: " + type + " " + what : text(node) + " receives " + what;
        }
        String arguments = event.entrySet().stream()
                .filter(field -> !List.of("type", "node", "rewrites").contains(field.getKey()))
                .map(field -> " " + field.getKey() + " " + text(field.getValue()))
                .collect(Collectors.joining());
        return (node == null ? "" : text(node) + ": ") + type + arguments;
    }

    private static String message(Value message, boolean received) {
        Map<String, Value> fields = fields(message);
        String rest = fields.entrySet().stream()
                .filter(field -> !List.of("type", "from", "to").contains(field.getKey()))
                .map(field -> field.getKey() + " " + cut(text(field.getValue())))
                .collect(Collectors.joining(", "));
        String type = fields.containsKey("type") ? text(fields.get("type")) : text(message);
        Value other = fields.get(received ? "from" : "to");
        return type
                + (other == null ? "" : (received ? " from " : " to ") + text(other))
                + (rest.isEmpty() ? "" : ": " + rest);
    }

    /** What is in the network now and was not before. */
    private static List<Value> sent(Value before, Value after, Map<String, Value> event) {
        if (before == null || after == null) {
            return List.of();
        }
        Optional<Network<Value, Value>> old = NetworkValues.parse(before);
        Optional<Network<Value, Value>> now = NetworkValues.parse(after);
        List<Value> sent = new ArrayList<>();
        if (old.isPresent() && now.isPresent() && now.get() instanceof Channels<Value, Value> channels) {
            Map<Channel<Value>, List<Value>> there =
                    old.get() instanceof Channels<Value, Value> open ? open.open() : Map.of();
            channels.open().forEach((channel, sequence) -> {
                List<Value> left = new ArrayList<>(there.getOrDefault(channel, List.of()));
                if (!left.isEmpty() && Objects.equals(left.get(0), event.get("message"))) {
                    left.remove(0);
                }
                boolean goesOn = sequence.size() >= left.size()
                        && sequence.subList(0, left.size()).equals(left);
                sent.addAll(goesOn ? sequence.subList(left.size(), sequence.size()) : sequence);
            });
        } else if (now.isPresent() && now.get() instanceof Pool<Value, Value> pool) {
            pool.messages().stream()
                    .filter(message -> !old.map(network -> network.arriving().contains(message))
                            .orElse(false))
                    .forEach(sent::add);
        }
        sent.sort(Comparator.comparing(Value::toString));
        return sent;
    }

    private static Map<Value, Value> mappings(Value value) {
        return value != null && value.isFunction() ? value.asMappings() : new HashMap<>();
    }

    private static Map<String, Value> fields(Value value) {
        return value instanceof Value.Rec record ? record.fields() : Map.of();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    }

    /** As TLA+ has it, but that strings are as names, and a set of one is that one. */
    private static String text(Value value) {
        if (value instanceof Value.SetValue set && set.elements().size() == 1) {
            return text(set.elements().iterator().next());
        }
        return value.toString().replace("\"", "").replace(" |-> ", " ");
    }
}
