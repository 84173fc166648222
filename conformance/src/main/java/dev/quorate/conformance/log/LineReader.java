package dev.quorate.conformance.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.ItfValueReader;
import dev.quorate.conformance.value.MismatchException;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one line of a log. Each method throws a {@link MismatchException} that names the place within the line. */
final class LineReader {
    private static final String KEEP = "#keep";
    private static final String APPEND = "#append";
    private static final String CHANGES = "#changes";

    private final ItfValueReader values = new ItfValueReader(Set.of(Codec.ABSENT));
    private final Map<String, NodeId> nodes = new HashMap<>();
    private final boolean typed;
    private final Codec<?> states;
    private final Codec<?> events;
    private final Codec<?> messages;

    LineReader(Binding<?, ?, ?> binding, List<NodeId> nodes, boolean typed) {
        this.typed = typed;
        nodes.forEach(node -> this.nodes.put(node.name(), node));
        states = Codec.ofText(binding.stateType());
        events = Codec.ofText(binding.eventType());
        messages = Codec.ofText(binding.messageType());
    }

    LogLine read(JsonNode line, LogLine.Place place) {
        if (!line.path("seq").isIntegralNumber() || !line.path("seq").canConvertToLong()) {
            throw mismatch("seq", "an integer", line.path("seq"));
        }
        return line.path("event").path("type").asText().equals("Init") ? init(line, place) : event(line, place);
    }

    private LogLine init(JsonNode line, LogLine.Place place) {
        fields(line, "the line", List.of("seq", "event"), List.of("states"));
        fields(line.get("event"), "event", List.of("type"), List.of());
        Map<NodeId, Value> initial = new LinkedHashMap<>();
        if (line.has("states")) {
            object(line.get("states"), "states")
                    .properties()
                    .forEach(state -> initial.put(
                            node(state.getKey(), "states"),
                            typed(states, state.getValue(), "states." + state.getKey())));
        }
        return new LogLine.Init(place, initial);
    }

    private LogLine event(JsonNode line, LogLine.Place place) {
        boolean whole = line.has("state");
        fields(
                line,
                "the line",
                List.of("seq", "node", "event", whole ? "state" : "changes"),
                List.of("sent", "clock", "disk"));
        NodeId node = node(name(line.get("node"), "node"), "node");
        Value event = typed(events, line.get("event"), "event");
        if (!Value.of(node.name()).equals(((Value.Rec) event).fields().get("node"))) {
            throw mismatch(
                    "event.node",
                    "the line's own node, \"" + node + '"',
                    line.get("event").path("node"));
        }
        List<Value> sent = new ArrayList<>();
        if (line.has("sent")) {
            for (JsonNode message : array(line.get("sent"), "sent")) {
                sent.add(typed(messages, message, "sent[" + sent.size() + "]"));
            }
            if (new HashSet<>(sent).size() < sent.size()) {
                throw mismatch("sent", "each message once", line.get("sent"));
            }
        }
        return new LogLine.Event(
                place,
                node,
                event,
                whole
                        ? new StateChange.Whole(typed(states, line.get("state"), "state"))
                        : new StateChange.Fields(changes(states, line.get("changes"), "changes")),
                Value.set(sent),
                line.has("clock") ? clock(line.get("clock")) : Map.of());
    }

    private Map<String, StateChange.FieldChange> changes(Codec<?> record, JsonNode node, String where) {
        Map<String, Codec<Object>> fields = new LinkedHashMap<>();
        record.components().forEach(component -> fields.put(component.name(), component.codec()));
        Map<String, StateChange.FieldChange> changes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> change : object(node, where).properties()) {
            Codec<Object> codec = fields.get(change.getKey());
            if (codec == null) {
                throw new MismatchException(
                        where, "some of the fields " + fields.keySet(), '"' + change.getKey() + '"');
            }
            changes.put(change.getKey(), change(codec, change.getValue(), where + "." + change.getKey()));
        }
        return changes;
    }

    private StateChange.FieldChange change(Codec<Object> codec, JsonNode value, String where) {
        if (value.has(KEEP) || value.has(APPEND)) {
            return extended(codec, value, where);
        } else if (value.has(CHANGES)) {
            fields(value, where, List.of(CHANGES), List.of());
            return new StateChange.Within(changes(codec, value.get(CHANGES), where));
        }
        return new StateChange.To(typed(codec, value, where));
    }

    private StateChange.Extended extended(Codec<Object> sequence, JsonNode node, String where) {
        fields(node, where, List.of(KEEP, APPEND), List.of());
        Optional<Codec<Object>> element = sequence.elements();
        if (element.isEmpty()) {
            throw mismatch(where, "a value, for this field is no sequence", node);
        } else if (!node.get(KEEP).isInt() || node.get(KEEP).intValue() < 0) {
            throw mismatch(where + "." + KEEP, "a number of elements", node.get(KEEP));
        }
        List<Value> append = values.elements(node.get(APPEND), where + "." + APPEND);
        append.forEach(value -> check(element.get(), value, where + "." + APPEND));
        return new StateChange.Extended(node.get(KEEP).intValue(), append);
    }

    private Map<NodeId, Long> clock(JsonNode node) {
        Map<NodeId, Long> clock = new HashMap<>();
        for (Map.Entry<String, JsonNode> count : object(node, "clock").properties()) {
            String where = "clock." + count.getKey();
            if (!count.getValue().canConvertToLong()
                    || !count.getValue().isIntegralNumber()
                    || count.getValue().longValue() < 0) {
                throw mismatch(where, "a number of events", count.getValue());
            }
            clock.put(node(count.getKey(), "clock"), count.getValue().longValue());
        }
        return clock;
    }

    private NodeId node(String name, String where) {
        NodeId node = nodes.get(name);
        if (node == null) {
            throw new MismatchException(where, "one of the header's nodes " + nodes.keySet(), '"' + name + '"');
        }
        return node;
    }

    private Value typed(Codec<?> codec, JsonNode node, String where) {
        Value value = values.read(node, where);
        check(codec, value, where);
        return value;
    }

    private void check(Codec<?> codec, Value value, String where) {
        try {
            if (typed) {
                codec.decode(value);
            }
        } catch (MismatchException e) {
            throw new MismatchException(where, e);
        }
    }

    static void fields(JsonNode node, String where, List<String> required, List<String> optional) {
        object(node, where);
        for (String field : required) {
            if (!node.has(field)) {
                throw new MismatchException(where, "a field \"" + field + '"', "none");
            }
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!required.contains(field) && !optional.contains(field)) {
                throw new MismatchException(
                        where,
                        "the fields " + required + (optional.isEmpty() ? "" : " and perhaps " + optional),
                        "an unknown field \"" + field + '"');
            }
        });
    }

    static JsonNode array(JsonNode node, String where) {
        if (!node.isArray()) {
            throw mismatch(where, "an array", node);
        }
        return node;
    }

    static String name(JsonNode node, String where) {
        if (!node.isTextual() || node.textValue().isEmpty() || node.textValue().equals(Codec.ABSENT)) {
            throw mismatch(where, "a name other than " + Codec.ABSENT, node);
        }
        return node.textValue();
    }

    static JsonNode object(JsonNode node, String where) {
        if (!node.isObject()) {
            throw mismatch(where, "an object", node);
        }
        return node;
    }

    private static MismatchException mismatch(String where, String expected, JsonNode found) {
        return found.isMissingNode()
                ? new MismatchException(where, expected, "nothing")
                : ItfValueReader.mismatch(where, expected, found);
    }
}
