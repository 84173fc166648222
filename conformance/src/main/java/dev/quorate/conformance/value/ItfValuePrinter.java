package dev.quorate.conformance.value;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints values in the notation of ITF, which {@link ItfValueReader} reads. Equal values give equal bytes. */
public final class ItfValuePrinter {
    /** The greatest integer that each reader of JSON keeps exactly; ITF writes those beyond it as text. */
    private static final long MAX_EXACT = (1L << 53) - 1;

    private final String comma;
    private final String colon;
    private final Set<String> modelValues;

    /**
     * A printer.
     *
     * @param space what follows a comma or a colon: one space, or nothing
     * @param modelValues the names of model values: no string is like one of them, since ITF could not tell them apart
     */
    public ItfValuePrinter(String space, Set<String> modelValues) {
        comma = "," + space;
        colon = ":" + space;
        this.modelValues = modelValues;
    }

    /** The text of a value. */
    public String print(Value value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    /** Appends the text of a value. */
    public void append(StringBuilder out, Value value) {
        if (value instanceof Value.Str string) {
            if (modelValues.contains(string.value())) {
                throw new IllegalArgumentException(
                        value + " is a string and a model value in this trace; ITF cannot tell them apart");
            }
            appendQuoted(out, string.value());
        } else if (value instanceof Value.ModelValue model) {
            appendQuoted(out, model.name());
        } else if (value instanceof Value.Seq sequence) {
            appendArray(out, sequence.elements());
        } else if (value instanceof Value.Rec record) {
            appendObject(out, record.fields());
        } else if (value instanceof Value.SetValue set) {
            tag(out, "#set");
            out.append('[').append(String.join(comma, sorted(set.elements()))).append("]}");
        } else if (value instanceof Value.Fun function) {
            tag(out, "#map");
            out.append('[').append(String.join(comma, mappings(function))).append("]}");
        } else if (value instanceof Value.Int integer
                && (integer.value() > MAX_EXACT || integer.value() < -MAX_EXACT)) {
            tag(out, "#bigint");
            out.append('"').append(integer.value()).append("\"}");
        } else if (value instanceof Value.Bool bool) {
            out.append(bool.value());
        } else {
            out.append(((Value.Int) value).value());
        }
    }

    /** Appends an array. */
    public void appendArray(StringBuilder out, Collection<Value> elements) {
        out.append('[');
        Iterator<Value> rest = elements.iterator();
        while (rest.hasNext()) {
            append(out, rest.next());
            out.append(rest.hasNext() ? comma : "");
        }
        out.append(']');
    }

    /** Appends an object, its fields in the map's order. */
    public void appendObject(StringBuilder out, Map<String, Value> fields) {
        out.append('{');
        Iterator<Map.Entry<String, Value>> rest = fields.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<String, Value> field = rest.next();
            appendName(out, field.getKey());
            append(out, field.getValue());
            out.append(rest.hasNext() ? comma : "");
        }
        out.append('}');
    }

    /** Appends the name of a field, and the colon. */
    public void appendName(StringBuilder out, String name) {
        if (name.startsWith("#")) {
            throw new IllegalArgumentException("\"" + name
                    + "\" cannot name a field, a variable or a constant in ITF, which has its own use for #");
        }
        appendQuoted(out, name);
        out.append(colon);
    }

    /** The texts of the elements of a set, in the order in which they are printed. */
    public List<String> sorted(Set<Value> elements) {
        return elements.stream().map(this::print).sorted().toList();
    }

    /** The texts of the mappings of a function, in the order in which they are printed. */
    public List<String> mappings(Value.Fun function) {
        return function.mappings().entrySet().stream()
                .sorted(Comparator.comparing(mapping -> mapping.getKey().toString()))
                .map(mapping -> "[" + print(mapping.getKey()) + comma + print(mapping.getValue()) + "]")
                .toList();
    }

    /** Appends a text as a JSON string. */
    public static void appendQuoted(StringBuilder out, String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private void tag(StringBuilder out, String tag) {
        out.append('{');
        appendQuoted(out, tag);
        out.append(colon);
    }
}
