package dev.quorate.conformance.check;

import dev.quorate.conformance.exploration.Exploration;
import dev.quorate.conformance.model.Expectation;
import dev.quorate.conformance.model.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the exploration of one model by the Java code alone.
 *
 * @param model the model
 * @param exploration what was found
 * @param problems one sentence each; empty if all is as expected
 * @param status how it ended
 */
public record Explored(Model model, Exploration exploration, List<String> problems, Status status) {
    /**
     * Holds what was found against the model's expectation, to which TLC is held as well: so both must find as many states.
     *
     * @param symmetry whether the states were counted as the model says: its count is that of one symmetry
     */
    static Explored of(Model model, Exploration exploration, boolean symmetry) {
        if (exploration.unfinished().isPresent()) {
            return new Explored(
                    model, exploration, List.of(exploration.unfinished().get()), Status.UNDECIDED);
        }
        List<String> problems = new ArrayList<>();
        exploration.violation().ifPresent(violation -> problems.add("the code violates " + violation.property()));
        if (exploration.violation().isEmpty() && symmetry) {
            Expectation expected = model.expectation();
            if (expected.distinct().isPresent() && expected.distinct().getAsLong() != exploration.states()) {
                problems.add("expected %,d distinct states, as TLC finds, and found %,d"
                        .formatted(expected.distinct().getAsLong(), exploration.states()));
            }
            if (expected.depth().isPresent() && expected.depth().getAsInt() != exploration.depth()) {
                problems.add("expected a depth of %d, as TLC finds, and found %d"
                        .formatted(expected.depth().getAsInt(), exploration.depth()));
            }
        }
        return new Explored(model, exploration, problems, problems.isEmpty() ? Status.OK : Status.FAILED);
    }

    /** This with one more problem. */
    Explored with(String problem) {
        List<String> more = new ArrayList<>(problems);
        more.add(problem);
        return new Explored(model, exploration, more, status.and(Status.FAILED));
    }
}
