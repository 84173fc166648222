package dev.quorate.conformance.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.conformance.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Trace.Header HEADER =
            new Trace.Header("raft", "split-vote", "A vote.", Map.of(), OptionalInt.empty());
    private static final Value ONE = Value.of(1);

    @Test
    void eachStateHasTheVariablesOfTheTrace() {
        assertEquals(
                "a state of a trace has the variables [x, y], not [x]", refusal(List.of("x", "y"), Map.of("x", ONE)));
        assertEquals(
                "a state of a trace has the variables [x], not [x, y]",
                refusal(List.of("x"), Map.of("x", ONE, "y", ONE)));
        assertEquals("a trace has each variable once, not [x, x]", refusal(List.of("x", "x"), Map.of("x", ONE)));
    }

    @Test
    void aStateDoesNotChangeWithWhatItWasMadeOf() {
        Map<String, Value> values = new HashMap<>(Map.of("x", ONE));
        Trace.State state = new Trace.State(Optional.empty(), values);
        values.put("y", ONE);
        assertEquals(Map.of("x", ONE), state.values());
        Map<String, Value> view = state.values();
        assertThrows(UnsupportedOperationException.class, () -> view.put("y", ONE));
    }

    @Test
    void theEventOfAStateIsTakenFromItsVariables() {
        Map<String, Value> state = Map.of("y", ONE, "event", Value.of("e"), "x", ONE);
        Trace trace = Trace.of(HEADER, List.of(state, state), OptionalInt.of(1));
        assertEquals(List.of("x", "y"), trace.variables());
        assertEquals(
                List.of(
                        new Trace.State(Optional.empty(), Map.of("x", ONE, "y", ONE)),
                        new Trace.State(Optional.of(Value.of("e")), Map.of("x", ONE, "y", ONE))),
                trace.states());
    }

    private static String refusal(List<String> variables, Map<String, Value> values) {
        // The second of the two states is the one at fault, if it is a state.
        Map<String, Value> fitting = new HashMap<>();
        variables.forEach(variable -> fitting.put(variable, ONE));
        List<Trace.State> states =
                List.of(new Trace.State(Optional.empty(), fitting), new Trace.State(Optional.of(ONE), values));
        return assertThrows(
                        IllegalArgumentException.class, () -> new Trace(HEADER, variables, states, OptionalInt.empty()))
                .getMessage();
    }
}
