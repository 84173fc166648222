package dev.quorate.conformance.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What TLC must say of a model. Anything else is a failed check, a smaller count no less than a violation.
 *
 * @param violates the property that must be violated; if empty, no property may be
 * @param distinct the exact number of distinct states
 * @param depth the exact depth of the search, where one worker makes it exact
 * @param unreached the actions and messages of the code that the model is too small to reach, exactly
 */
public record Expectation(Optional<String> violates, OptionalLong distinct, OptionalInt depth, List<String> unreached) {
    private static final long QUICK_STATES = 32_000;

    public Expectation {
        unreached = List.copyOf(unreached);
    }

    /** The same of a model that reaches all of the code. */
    public Expectation(Optional<String> violates, OptionalLong distinct, OptionalInt depth) {
        this(violates, distinct, depth, List.of());
    }

    /** Whether few states are expected: then starting TLC costs more than running it. */
    public boolean isQuick() {
        return distinct.orElse(Long.MAX_VALUE) <= QUICK_STATES;
    }

    @Override
    public String toString() {
        return violates.map(property -> "violates " + property).orElse("verified");
    }
}
