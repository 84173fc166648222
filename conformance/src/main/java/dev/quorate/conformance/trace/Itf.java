package dev.quorate.conformance.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quorate.conformance.value.ItfValueReader;
import dev.quorate.conformance.value.MismatchException;
import dev.quorate.conformance.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Traces as ITF, the Informal Trace Format of Apalache (its ADR-015): JSON in which a set is {@code {"#set": [...]}}, a
 * function {@code {"#map": [[argument, result], ...]}}, a sequence an array and a record an object. What ITF leaves open is
 * in {@code #meta}: the event that led to a state, and which strings are model values. Equal traces give equal bytes.
 */
public final class Itf {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private Itf() {}

    /**
     * Reads a trace.
     *
     * @throws TraceFormatException if the file is not one
     */
    public static Trace read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new TraceFormatException(file + ": cannot be read: " + e);
        }
    }

    /** Writes a trace to a file, which appears whole or not at all. */
    public static void write(Trace trace, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(partial, print(trace));
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the trace cannot be written: " + e.getMessage(), e);
        }
    }

    /** The text of a trace. */
    public static String print(Trace trace) {
        return new ItfPrinter(trace).print();
    }

    /**
     * The trace that a text is.
     *
     * @param name what to call the text in a message
     * @throws TraceFormatException if it is none
     */
    public static Trace parse(String text, String name) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || root.isMissingNode()) {
                throw new TraceFormatException(name + ": expected a trace (ITF JSON), found nothing");
            }
            return new Reader(name).trace(root);
        } catch (MismatchException e) {
            throw new TraceFormatException(name + ": " + e.getMessage());
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNr() + " column "
                            + e.getLocation().getColumnNr();
            throw new TraceFormatException(name + where + ": not JSON: " + e.getOriginalMessage());
        }
    }

    /** Reads one file; {@code where} in its methods is the place that a message names. */
    private static final class Reader {
        private static final String META = "#meta";

        private final String name;
        private ItfValueReader values = new ItfValueReader(Set.of());

        Reader(String name) {
            this.name = name;
        }

        Trace trace(JsonNode root) {
            fields(root, "the trace", Set.of(META, "vars", "states"), Set.of("loop"));
            JsonNode meta = root.get(META);
            fields(
                    meta,
                    META,
                    Set.of("format", "spec", "model", "description", "constants", "modelValues"),
                    Set.of("refusedAt"));
            values = new ItfValueReader(Set.copyOf(names(meta.get("modelValues"), META + ".modelValues")));
            if (!text(meta.get("format"), META + ".format").equals("ITF")) {
                throw wrong(META + ".format", "\"ITF\"", meta.get("format"));
            }
            Map<String, Value> constants = new TreeMap<>();
            JsonNode constantsNode = object(meta.get("constants"), META + ".constants");
            if (ItfValueReader.hasTag(constantsNode)) {
                throw wrong(META + ".constants", "names that do not begin with #", constantsNode);
            }
            constantsNode
                    .properties()
                    .forEach(constant -> constants.put(
                            constant.getKey(),
                            values.read(constant.getValue(), META + ".constants." + constant.getKey())));
            List<String> variables = names(root.get("vars"), "vars");
            if (variables.stream().anyMatch(variable -> variable.startsWith("#"))) {
                throw wrong("vars", "names that do not begin with #", root.get("vars"));
            }
            List<Trace.State> states = new ArrayList<>();
            for (JsonNode state : array(root.get("states"), "states")) {
                states.add(state(state, variables, states.size()));
            }
            if (states.isEmpty()) {
                throw wrong("states", "at least one state", root.get("states"));
            }
            return new Trace(
                    new Trace.Header(
                            text(meta.get("spec"), META + ".spec"),
                            text(meta.get("model"), META + ".model"),
                            text(meta.get("description"), META + ".description"),
                            constants,
                            index(meta.get("refusedAt"), META + ".refusedAt", 1, states.size())),
                    variables,
                    states,
                    index(root.get("loop"), "loop", 0, states.size()));
        }

        private Trace.State state(JsonNode node, List<String> variables, int index) {
            String where = "states[" + index + "]";
            Set<String> expected = new TreeSet<>(variables);
            expected.add(META);
            fields(node, where, expected, Set.of());
            JsonNode meta = node.get(META);
            fields(meta, where + "." + META, index == 0 ? Set.of("index") : Set.of("index", "event"), Set.of());
            if (!isIndex(meta.get("index"), index, index + 1)) {
                throw wrong(where + "." + META + ".index", Integer.toString(index), meta.get("index"));
            }
            Map<String, Value> state = new LinkedHashMap<>();
            variables.forEach(variable -> state.put(variable, values.read(node.get(variable), where + "." + variable)));
            return new Trace.State(
                    Optional.ofNullable(meta.get("event"))
                            .map(event -> values.read(event, where + "." + META + ".event")),
                    state);
        }

        private List<String> names(JsonNode array, String where) {
            List<String> names = new ArrayList<>();
            for (JsonNode element : array(array, where)) {
                names.add(text(element, where));
            }
            return once(names, where, array);
        }

        private <T> List<T> once(List<T> elements, String where, JsonNode array) {
            if (new HashSet<>(elements).size() < elements.size()) {
                throw wrong(where, "each element once", array);
            }
            return elements;
        }

        private OptionalInt index(JsonNode node, String where, int from, int to) {
            if (node == null) {
                return OptionalInt.empty();
            }
            if (!isIndex(node, from, to)) {
                throw wrong(where, "the index of a state, from " + from + " to " + (to - 1), node);
            }
            return OptionalInt.of(node.intValue());
        }

        /** Whether a node is an integer of that range; {@code intValue} alone would cut off what is beyond 32 bits. */
        private static boolean isIndex(JsonNode node, int from, int to) {
            return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= from && node.intValue() < to;
        }

        private void fields(JsonNode node, String where, Set<String> required, Set<String> optional) {
            object(node, where);
            for (String field : new TreeSet<>(required)) {
                if (!node.has(field)) {
                    throw new TraceFormatException(name + ": " + where + " has no \"" + field + "\"");
                }
            }
            node.fieldNames().forEachRemaining(field -> {
                if (!required.contains(field) && !optional.contains(field)) {
                    throw new TraceFormatException(name + ": " + where + " has an unknown field \"" + field
                            + "\"; expected " + String.join(", ", new TreeSet<>(required)));
                }
            });
        }

        private JsonNode object(JsonNode node, String where) {
            if (!node.isObject()) {
                throw wrong(where, "an object", node);
            }
            return node;
        }

        private JsonNode array(JsonNode node, String where) {
            if (!node.isArray()) {
                throw wrong(where, "an array", node);
            }
            return node;
        }

        private String text(JsonNode node, String where) {
            if (!node.isTextual()) {
                throw wrong(where, "a string", node);
            }
            return node.textValue();
        }

        private static MismatchException wrong(String where, String expected, JsonNode found) {
            return ItfValueReader.mismatch(where, expected, found);
        }
    }
}
