package dev.quorate.conformance.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads values in the notation of ITF, the Informal Trace Format of Apalache (its ADR-015): a set is {@code {"#set": [...]}},
 * a function {@code {"#map": [[argument, result], ...]}}, a sequence an array and a record an object.
 */
public final class ItfValueReader {
    private final Set<String> modelValues;

    /**
     * A reader.
     *
     * @param modelValues which strings are the names of model values
     */
    public ItfValueReader(Set<String> modelValues) {
        this.modelValues = Set.copyOf(modelValues);
    }

    /**
     * The value that a node is.
     *
     * @param where the place that a message names
     * @throws MismatchException if it is none
     */
    public Value read(JsonNode node, String where) {
        if (node.isBoolean()) {
            return Value.of(node.booleanValue());
        } else if (node.isIntegralNumber()) {
            return integer(node.asText(), where);
        } else if (node.isTextual()) {
            return modelValues.contains(node.textValue()) ? Value.model(node.textValue()) : Value.of(node.textValue());
        } else if (node.isArray()) {
            return Value.sequence(elements(node, where));
        } else if (node.isObject() && hasTag(node)) {
            return tagged(node, where);
        } else if (node.isObject()) {
            Map<String, Value> fields = new TreeMap<>();
            node.properties()
                    .forEach(field -> fields.put(field.getKey(), read(field.getValue(), where + "." + field.getKey())));
            return Value.record(fields);
        }
        throw mismatch(where, "a value of ITF", node);
    }

    /** The values that the elements of an array are. */
    public List<Value> elements(JsonNode array, String where) {
        if (!array.isArray()) {
            throw mismatch(where, "an array", array);
        }
        List<Value> values = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            values.add(read(element, where + "[" + values.size() + "]"));
        }
        return values;
    }

    /** Whether an object has a field that only ITF itself uses. */
    public static boolean hasTag(JsonNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getKey().startsWith("#")) {
                return true;
            }
        }
        return false;
    }

    /** Says that something is not what it should be, and quotes the beginning of it. */
    public static MismatchException mismatch(String where, String expected, JsonNode found) {
        String text = found.toString();
        return new MismatchException(where, expected, text.length() > 60 ? text.substring(0, 60) + "…" : text);
    }

    private Value tagged(JsonNode node, String where) {
        if (node.size() > 1) {
            throw mismatch(where, "a field that begins with # to be alone", node);
        }
        String tag = node.fieldNames().next();
        JsonNode content = node.get(tag);
        return switch (tag) {
            case "#set" -> {
                List<Value> elements = elements(content, where);
                if (new HashSet<>(elements).size() < elements.size()) {
                    throw mismatch(where, "each element once", content);
                }
                yield Value.set(elements);
            }
            case "#tup" -> Value.sequence(elements(content, where));
            case "#bigint" -> {
                if (!content.isTextual()) {
                    throw mismatch(where, "a string", content);
                }
                yield integer(content.textValue(), where);
            }
            case "#map" -> function(content, where);
            default -> throw mismatch(where, "#set, #tup, #map or #bigint", node);
        };
    }

    private Value function(JsonNode content, String where) {
        if (!content.isArray()) {
            throw mismatch(where, "an array", content);
        }
        Map<Value, Value> mappings = new HashMap<>();
        for (JsonNode mapping : content) {
            if (!mapping.isArray() || mapping.size() != 2) {
                throw mismatch(where, "pairs of an argument and a result", mapping);
            }
            Value argument = read(mapping.get(0), where);
            if (mappings.put(argument, read(mapping.get(1), where + "[" + argument + "]")) != null) {
                throw mismatch(where, "each argument once", mapping.get(0));
            }
        }
        return Value.function(mappings);
    }

    private static Value integer(String text, String where) {
        try {
            return Value.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new MismatchException(where, "an integer of 64 bits", text);
        }
    }
}
