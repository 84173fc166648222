package dev.quorate.conformance.trace;

import dev.quorate.conformance.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * A behaviour of a spec, or its beginning: states, each with the event that led to it.
 *
 * @param header what it is
 * @param variables the spec's variables, in order; {@code event} is not among them
 * @param states the states, the initial one first; at least one
 * @param loop for a lasso, the index of the state that follows the last one
 */
public record Trace(Header header, List<String> variables, List<State> states, OptionalInt loop) {
    /** The variable of a model that names the step just taken. */
    public static final String EVENT = "event";

    public Trace {
        variables = List.copyOf(variables);
        states = List.copyOf(states);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("a trace has a state");
        }
        Set<String> names = Set.copyOf(variables);
        if (names.size() < variables.size()) {
            throw new IllegalArgumentException("a trace has each variable once, not " + variables);
        }
        for (State state : states) {
            if (!state.values().keySet().equals(names)) {
                throw new IllegalArgumentException("a state of a trace has the variables " + variables + ", not "
                        + state.values().keySet());
            }
        }
        if (loop.isPresent() && (loop.getAsInt() < 0 || loop.getAsInt() >= states.size())) {
            throw new IllegalArgumentException("a loop goes back to a state of the trace, not to " + loop.getAsInt());
        }
    }

    /**
     * What a trace is.
     *
     * @param spec the spec's name
     * @param model the model it comes from
     * @param description a sentence that says what it shows
     * @param constants the model's constants
     * @param refusedAt for a counterexample to a spec with a planted fault: the index of the first state that the correct
     *     code must refuse to reach
     */
    public record Header(
            String spec, String model, String description, Map<String, Value> constants, OptionalInt refusedAt) {}

    /**
     * One state.
     *
     * @param event what led to it; absent in an initial state
     * @param values the values of the variables
     */
    public record State(Optional<Value> event, Map<String, Value> values) {
        public State {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }
    }

    /** This trace with another header. */
    public Trace with(Header other) {
        return new Trace(other, variables, states, loop);
    }

    /**
     * A trace from TLC's states, whose variable {@code event} says what led to each.
     *
     * @param states the values of all variables, in TLC's order
     */
    public static Trace of(Header header, List<Map<String, Value>> states, OptionalInt loop) {
        List<String> variables = states.get(0).keySet().stream()
                .filter(name -> !name.equals(EVENT))
                .sorted()
                .toList();
        List<State> labelled = new java.util.ArrayList<>();
        for (Map<String, Value> state : states) {
            Map<String, Value> values = new TreeMap<>(state);
            Optional<Value> event = Optional.ofNullable(values.remove(EVENT));
            labelled.add(new State(labelled.isEmpty() ? Optional.empty() : event, values));
        }
        return new Trace(header, variables, labelled, loop);
    }
}
