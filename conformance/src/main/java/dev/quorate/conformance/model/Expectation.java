package dev.quorate.conformance.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What TLC must say of a model. Anything else is a failed check, a smaller count no less than a violation.
 *
 * @param violates the property that must be violated; if empty, no property may be
 * @param distinct the exact number of distinct states
 * @param depth the exact depth of the search, where one worker makes it exact
 */
public record Expectation(Optional<String> violates, OptionalLong distinct, OptionalInt depth) {
    @Override
    public String toString() {
        return violates.map(property -> "violates " + property).orElse("verified");
    }
}
