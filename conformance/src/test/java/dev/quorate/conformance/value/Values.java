package dev.quorate.conformance.value;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Values to try, small and of every kind; they nest. */
public final class Values {
    /** The characters that a printer or a parser could trip over, and some that it could not. */
    private static final String CHARACTERS = "abn1 \"\\/\n\t\r\f{}<>|=,:@é☃";

    private Values() {}

    /** Values in which a string may read like a model value. */
    public static Arbitrary<Value> any() {
        return values(strings());
    }

    /** Values in which no string reads like a model value. */
    public static Arbitrary<Value> distinct() {
        return values(strings().map(text -> "s" + text));
    }

    /** The names of fields, variables and model values. */
    public static Arbitrary<String> names() {
        return Arbitraries.of("n1", "n2", "n10", "None", "a_b", "term", "x", "type", "TRUE_");
    }

    static Arbitrary<String> strings() {
        return Arbitraries.strings().withChars(CHARACTERS.toCharArray()).ofMaxLength(5);
    }

    private static Arbitrary<Value> values(Arbitrary<String> strings) {
        return Arbitraries.recursive(() -> leaves(strings), Values::nested, 0, 3);
    }

    private static Arbitrary<Value> leaves(Arbitrary<String> strings) {
        return Arbitraries.oneOf(List.of(
                Arbitraries.longs().between(-3, 12).map(Value::of),
                Arbitraries.longs().map(Value::of),
                Arbitraries.of(true, false).map(Value::of),
                strings.map(Value::of),
                names().map(Value::model)));
    }

    private static Arbitrary<Value> nested(Arbitrary<Value> part) {
        Arbitrary<Value> keys =
                Arbitraries.oneOf(part, Arbitraries.longs().between(0, 4).map(Value::of), names().map(Value::model));
        return Arbitraries.oneOf(List.of(
                part.list().ofMaxSize(3).map(Value::set),
                part.list().ofMaxSize(3).map(Value::sequence),
                Arbitraries.maps(names(), part).ofMaxSize(3).map(Value::record),
                Arbitraries.maps(keys, part)
                        .ofMaxSize(3)
                        .filter(Values::hasPlainFields)
                        .map(Value::function)));
    }

    /** A function from strings is a record, whose fields are to have names that can stand bare. */
    private static boolean hasPlainFields(Map<Value, Value> mappings) {
        return mappings.isEmpty() || !mappings.keySet().stream().allMatch(Value.Str.class::isInstance);
    }
}
