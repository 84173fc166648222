package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The events that could happen at a node as far as their types go: of each event that does not bring a message, every
 * combination of the arguments that the graph has shown. Whether a message can arrive is for the network to say, so events
 * that bring one are left out.
 */
final class EventUniverse {
    private EventUniverse() {}

    /** One type of event: for each argument, the values it takes. {@code node} is not among them. */
    record Shape(String type, SortedMap<String, Set<Value>> arguments) {}

    static List<Shape> of(Collection<LocalTransition> transitions, Code<?, ?, ?> code) {
        Map<String, Shape> shapes = new TreeMap<>();
        for (LocalTransition transition : transitions) {
            if (transition.event instanceof Value.Rec event && !event.fields().containsKey("message")) {
                Shape shape = shapes.computeIfAbsent(transition.label, type -> new Shape(type, new TreeMap<>()));
                event.fields().forEach((name, value) -> {
                    if (!name.equals("type") && !name.equals("node")) {
                        shape.arguments
                                .computeIfAbsent(name, argument -> new LinkedHashSet<>())
                                .add(value);
                    }
                });
            }
        }
        return List.copyOf(shapes.values());
    }

    /** Every event of these shapes at a node. */
    static List<Value> eventsAt(Value node, List<Shape> shapes) {
        List<Value> events = new ArrayList<>();
        for (Shape shape : shapes) {
            List<SortedMap<String, Value>> partial =
                    List.of(new TreeMap<>(Map.of("type", new Value.Str(shape.type), "node", node)));
            for (Map.Entry<String, Set<Value>> argument : shape.arguments.entrySet()) {
                List<SortedMap<String, Value>> extended = new ArrayList<>();
                for (SortedMap<String, Value> fields : partial) {
                    for (Value value : argument.getValue()) {
                        SortedMap<String, Value> more = new TreeMap<>(fields);
                        more.put(argument.getKey(), value);
                        extended.add(more);
                    }
                }
                partial = extended;
            }
            partial.forEach(fields -> events.add(Value.record(fields)));
        }
        return events;
    }
}
