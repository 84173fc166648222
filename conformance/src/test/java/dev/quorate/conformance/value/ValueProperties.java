package dev.quorate.conformance.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class ValueProperties {
    @Provide
    Arbitrary<Value> values() {
        return Values.any();
    }

    @Property(tries = 500)
    void whatIsPrintedIsReadBack(@ForAll("values") Value value) {
        Value read = ValueParser.parse(value.toString());
        assertEquals(value, read);
        assertEquals(value.toString(), read.toString());
        Statistics.collect(value.getClass().getSimpleName());
        // Each kind is tried: a property of leaves alone would say little.
        Statistics.coverage(coverage -> {
            for (String kind : List.of("SetValue", "Seq", "Rec", "Fun", "Str")) {
                coverage.check(kind).count(n -> n > 0);
            }
        });
    }

    @Property(tries = 300)
    void whiteSpaceBetweenTokensMeansNothing(@ForAll("values") Value value) {
        String text = value.toString();
        if (!text.contains("\"")) {
            assertEquals(
                    value, ValueParser.parse("\n " + text.replace(" ", "\n\t ").replace(",", " ,") + " \n"));
        }
    }

    @Property(tries = 300)
    void anEqualValueBuiltInAnotherOrderHasTheSameTextAndFingerprint(
            @ForAll("values") Value value, @ForAll Random random) {
        Value rebuilt = rebuilt(value, random);
        assertEquals(value, rebuilt);
        assertEquals(value.hashCode(), rebuilt.hashCode());
        assertEquals(value.toString(), rebuilt.toString());
        assertEquals(Fingerprint.of(value), Fingerprint.of(rebuilt));
    }

    @Property(tries = 1000)
    void differentValuesHaveDifferentTextsAndFingerprints(@ForAll("values") Value one, @ForAll("values") Value other) {
        if (one.equals(other)) {
            assertEquals(Fingerprint.of(one), Fingerprint.of(other));
        } else {
            assertNotEquals(Fingerprint.of(one), Fingerprint.of(other), () -> one + " and " + other);
            assertNotEquals(one.toString(), other.toString());
        }
    }

    @Property(tries = 300)
    void aFingerprintDependsOnEachPart(@ForAll("values") Value one, @ForAll("values") Value other) {
        if (!one.equals(other)) {
            assertNotEquals(print(Value.sequence(List.of(one, other))), print(Value.sequence(List.of(other, one))));
            assertNotEquals(print(Value.set(List.of(one))), print(Value.set(List.of(one, other))));
            assertNotEquals(print(Value.set(List.of(one))), print(Value.set(List.of(Value.set(List.of(one))))));
            assertNotEquals(print(Value.function(Map.of(one, other))), print(Value.function(Map.of(other, one))));
        }
    }

    @Property(tries = 300)
    void aRenamingAndItsInverseLeaveAValueAsItIs(@ForAll("values") Value value) {
        Map<Value, Value> swap = Map.of(Value.model("n1"), Value.model("n2"), Value.model("n2"), Value.model("n1"));
        Value renamed = value.rename(swap);
        assertEquals(value, renamed.rename(swap));
        assertEquals(value.modelValues().contains("n1"), renamed.modelValues().contains("n2"));
        if (value.modelValues().contains("n1") != value.modelValues().contains("n2")) {
            assertNotEquals(value, renamed);
        }
    }

    @Property(tries = 300)
    void twoValuesHaveDifferencesUnlessTheyAreEqual(@ForAll("values") Value one, @ForAll("values") Value other) {
        assertEquals(List.of(), Differences.between("x", one, one, "spec", "code"));
        assertEquals(
                one.equals(other),
                Differences.between("x", one, other, "spec", "code").isEmpty());
    }

    /** The same value, made through {@code Value.function} wherever it is one, its parts in any order. */
    private static Value rebuilt(Value value, Random random) {
        if (value instanceof Value.SetValue set) {
            List<Value> elements = new ArrayList<>();
            set.elements().forEach(element -> elements.add(rebuilt(element, random)));
            elements.addAll(List.copyOf(elements));
            Collections.shuffle(elements, random);
            return Value.set(elements);
        } else if (value.isFunction()) {
            List<Map.Entry<Value, Value>> mappings = new ArrayList<>(new HashMap<>(value.asMappings()).entrySet());
            Collections.shuffle(mappings, random);
            Map<Value, Value> shuffled = new LinkedHashMap<>();
            mappings.forEach(
                    mapping -> shuffled.put(rebuilt(mapping.getKey(), random), rebuilt(mapping.getValue(), random)));
            return Value.function(shuffled);
        }
        return value;
    }

    private static long print(Value value) {
        return Fingerprint.of(value);
    }
}
