package dev.quorate.conformance.trace;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Prints a trace for people and for `git diff`: a line for each variable of a state, and for each member of a variable that is
 * a set or a function.
 */
final class ItfPrinter {
    /** The greatest integer that each reader of JSON keeps exactly; ITF writes those beyond it as text. */
    private static final long MAX_EXACT = (1L << 53) - 1;

    private final Trace trace;
    private final Set<String> modelValues = new TreeSet<>();

    ItfPrinter(Trace trace) {
        this.trace = trace;
        trace.header().constants().values().forEach(value -> modelValues.addAll(value.modelValues()));
        for (Trace.State state : trace.states()) {
            state.event().ifPresent(event -> modelValues.addAll(event.modelValues()));
            state.values().values().forEach(value -> modelValues.addAll(value.modelValues()));
        }
    }

    String print() {
        Trace.Header header = trace.header();
        List<String> meta = new ArrayList<>();
        meta.add("\"format\": \"ITF\"");
        meta.add("\"spec\": " + quote(header.spec()));
        meta.add("\"model\": " + quote(header.model()));
        meta.add("\"description\": " + quote(header.description()));
        meta.add("\"constants\": " + object(new TreeMap<>(header.constants())));
        meta.add("\"modelValues\": " + strings(modelValues));
        header.refusedAt().ifPresent(index -> meta.add("\"refusedAt\": " + index));
        StringBuilder out = new StringBuilder();
        out.append("{\n  \"#meta\": {\n    ")
                .append(String.join(",\n    ", meta))
                .append("\n  },\n");
        out.append("  \"vars\": ").append(strings(trace.variables())).append(",\n");
        trace.loop().ifPresent(index -> out.append("  \"loop\": ").append(index).append(",\n"));
        out.append("  \"states\": [\n");
        for (int i = 0; i < trace.states().size(); i++) {
            out.append(state(trace.states().get(i), i))
                    .append(i + 1 < trace.states().size() ? ",\n" : "\n");
        }
        return out.append("  ]\n}\n").toString();
    }

    private String state(Trace.State state, int index) {
        List<String> fields = new ArrayList<>();
        fields.add("\"#meta\": {\"index\": " + index
                + state.event().map(event -> ", \"event\": " + value(event)).orElse("") + "}");
        for (String variable : trace.variables()) {
            fields.add(field(variable) + member(state.values().get(variable)));
        }
        return "    {\n      " + String.join(",\n      ", fields) + "\n    }";
    }

    /** The value of a variable: what has members is broken into lines. */
    private String member(Value value) {
        String indent = "\n        ";
        if (value instanceof Value.SetValue set && !set.elements().isEmpty()) {
            return "{\"#set\": [" + indent + String.join("," + indent, sorted(set.elements())) + "]}";
        } else if (value instanceof Value.Fun function) {
            return "{\"#map\": [" + indent + String.join("," + indent, mappings(function)) + "]}";
        }
        return value(value);
    }

    private String value(Value value) {
        if (value instanceof Value.Str string) {
            if (modelValues.contains(string.value())) {
                throw new IllegalArgumentException("\"" + string.value()
                        + "\" is a string and a model value in this trace; ITF cannot tell them apart");
            }
            return quote(string.value());
        } else if (value instanceof Value.ModelValue model) {
            return quote(model.name());
        } else if (value instanceof Value.Seq sequence) {
            return sequence.elements().stream().map(this::value).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Value.Rec record) {
            return object(record.fields());
        } else if (value instanceof Value.SetValue set) {
            return "{\"#set\": [" + String.join(", ", sorted(set.elements())) + "]}";
        } else if (value instanceof Value.Fun function) {
            return "{\"#map\": [" + String.join(", ", mappings(function)) + "]}";
        } else if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        } else if (value instanceof Value.Int integer && isBig(integer.value())) {
            return "{\"#bigint\": \"" + integer + "\"}";
        }
        return value.toString();
    }

    private String object(Map<String, Value> fields) {
        return fields.entrySet().stream()
                .map(field -> field(field.getKey()) + value(field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String field(String name) {
        if (name.startsWith("#")) {
            throw new IllegalArgumentException("\"" + name
                    + "\" cannot name a field, a variable or a constant in ITF, which has its own use for #");
        }
        return quote(name) + ": ";
    }

    private static boolean isBig(long integer) {
        return integer > MAX_EXACT || integer < -MAX_EXACT;
    }

    private List<String> sorted(Set<Value> elements) {
        return elements.stream().map(this::value).sorted().toList();
    }

    private List<String> mappings(Value.Fun function) {
        return function.mappings().entrySet().stream()
                .sorted(Comparator.comparing(mapping -> mapping.getKey().toString()))
                .map(mapping -> "[" + value(mapping.getKey()) + ", " + value(mapping.getValue()) + "]")
                .toList();
    }

    private static String strings(Iterable<String> texts) {
        List<String> quoted = new ArrayList<>();
        texts.forEach(text -> quoted.add(quote(text)));
        return "[" + String.join(", ", quoted) + "]";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder();
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return '"' + quoted.toString() + '"';
    }
}
