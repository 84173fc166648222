package dev.quorate.conformance.trace;

import dev.quorate.conformance.value.ItfValuePrinter;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prints a trace for people and for `git diff`: a line for each variable of a state, and for each member of a variable that is
 * a set or a function.
 */
final class ItfPrinter {
    private final Trace trace;
    private final Set<String> modelValues = new TreeSet<>();
    private final ItfValuePrinter values = new ItfValuePrinter(" ", modelValues);

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
                + state.event()
                        .map(event -> ", \"event\": " + values.print(event))
                        .orElse("") + "}");
        for (String variable : trace.variables()) {
            fields.add(field(variable) + member(state.values().get(variable)));
        }
        return "    {\n      " + String.join(",\n      ", fields) + "\n    }";
    }

    /** The value of a variable: what has members is broken into lines. */
    private String member(Value value) {
        String indent = "\n        ";
        if (value instanceof Value.SetValue set && !set.elements().isEmpty()) {
            return "{\"#set\": [" + indent + String.join("," + indent, values.sorted(set.elements())) + "]}";
        } else if (value instanceof Value.Fun function) {
            return "{\"#map\": [" + indent + String.join("," + indent, values.mappings(function)) + "]}";
        }
        return values.print(value);
    }

    private String object(Map<String, Value> fields) {
        StringBuilder out = new StringBuilder();
        values.appendObject(out, fields);
        return out.toString();
    }

    private String field(String name) {
        StringBuilder out = new StringBuilder();
        values.appendName(out, name);
        return out.toString();
    }

    private static String strings(Iterable<String> texts) {
        List<String> quoted = new ArrayList<>();
        texts.forEach(text -> quoted.add(quote(text)));
        return "[" + String.join(", ", quoted) + "]";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder();
        ItfValuePrinter.appendQuoted(quoted, text);
        return quoted.toString();
    }
}
