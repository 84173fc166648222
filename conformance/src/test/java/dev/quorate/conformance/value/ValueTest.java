package dev.quorate.conformance.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueTest {
    private static final Value N1 = Value.model("n1");
    private static final Value N2 = Value.model("n2");

    @Test
    void aFunctionFromOneToNIsASequence() {
        Value function = Value.function(Map.of(Value.of(2), N2, Value.of(1), N1));
        assertEquals(Value.sequence(List.of(N1, N2)), function);
        assertEquals("<<n1, n2>>", function.toString());
    }

    @Test
    void aFunctionFromZeroToNIsNoSequence() {
        Value function = Value.function(Map.of(Value.of(0), N1, Value.of(1), N2));
        assertInstanceOf(Value.Fun.class, function);
        assertEquals("(0 :> n1 @@ 1 :> n2)", function.toString());
    }

    @Test
    void aFunctionFromStringsIsARecord() {
        Value function = Value.function(Map.of(Value.of("b"), Value.of(2), Value.of("a"), Value.of(1)));
        assertEquals(Value.record(Map.of("a", Value.of(1), "b", Value.of(2))), function);
        assertEquals("[a |-> 1, b |-> 2]", function.toString());
    }

    @Test
    void theEmptySequenceFunctionAndRecordAreOne() {
        Value empty = Value.sequence(List.of());
        assertEquals(empty, Value.function(Map.of()));
        assertEquals(empty, Value.record(Map.of()));
        assertEquals("<<>>", empty.toString());
        assertNotEquals(empty, Value.set(List.of()));
    }

    @Test
    void aFunctionThatHasAnotherFormIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Value.Fun(Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new Value.Fun(Map.of(Value.of(1), N1)));
        assertThrows(IllegalArgumentException.class, () -> new Value.Fun(Map.of(Value.of("a"), N1)));
        assertThrows(IllegalArgumentException.class, () -> new Value.Rec(new TreeMap<>()));
    }

    @Test
    void aStringIsNoModelValueAndOneIsNotTrue() {
        assertNotEquals(Value.of("n1"), N1);
        assertNotEquals(Fingerprint.of(Value.of("n1")), Fingerprint.of(N1));
        assertNotEquals(Value.of(1), Value.of(true));
        assertNotEquals(Fingerprint.of(Value.of(1)), Fingerprint.of(Value.of(true)));
    }

    @Test
    void theSetOfTheEmptyStringIsNotTheEmptySet() {
        assertNotEquals(Fingerprint.of(Value.set(List.of())), Fingerprint.of(Value.set(List.of(Value.of("")))));
        assertNotEquals(0, Fingerprint.ofString(""));
    }

    @Test
    void aValueDoesNotChangeWithWhatItWasMadeOf() {
        List<Value> elements = new ArrayList<>(List.of(N1));
        Value sequence = Value.sequence(elements);
        Value set = Value.set(elements);
        elements.add(N2);
        assertEquals(Value.sequence(List.of(N1)), sequence);
        assertEquals(Value.set(List.of(N1)), set);
        Set<Value> view = ((Value.SetValue) set).elements();
        assertThrows(UnsupportedOperationException.class, () -> view.add(N2));
    }

    @Test
    void whatOthersComposeIsTheSameFingerprint() {
        long sequence = Fingerprint.ofFunction(Fingerprint.pair(Fingerprint.ofInt(2), Fingerprint.ofModelValue("n2"))
                + Fingerprint.pair(Fingerprint.ofInt(1), Fingerprint.ofModelValue("n1")));
        assertEquals(Fingerprint.of(Value.sequence(List.of(N1, N2))), sequence);
        long record = Fingerprint.ofFunction(Fingerprint.pair(Fingerprint.ofString("a"), Fingerprint.ofBool(true)));
        assertEquals(Fingerprint.of(Value.record(Map.of("a", Value.of(true)))), record);
        long set = Fingerprint.ofSet(
                Fingerprint.mix(Fingerprint.ofString("y")) + Fingerprint.mix(Fingerprint.ofString("x")));
        assertEquals(Fingerprint.of(Value.set(List.of(Value.of("x"), Value.of("y")))), set);
        assertEquals(Fingerprint.of(Value.sequence(List.of())), Fingerprint.ofFunction(0));
        assertEquals(Fingerprint.of(Value.set(List.of())), Fingerprint.ofSet(0));
    }
}
