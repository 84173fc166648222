package dev.quorate.conformance.check;

import dev.quorate.conformance.model.Expectation;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.tlc.TlcResult;
import dev.quorate.conformance.transition.Conformance;
import dev.quorate.conformance.transition.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one model: what TLC found, what the code does, and each way in which that is not as it must be.
 *
 * @param model the model
 * @param result what TLC found
 * @param report what the code does in it; absent if that was not asked for, or TLC did not end
 * @param problems one sentence each; empty if all is as expected
 * @param status how the check ended
 */
public record Outcome(Model model, TlcResult result, Optional<Report> report, List<String> problems, Status status) {

    /**
     * Holds what TLC found against the model's expectation.
     *
     * @param sameTlc whether this is the TLC for which the counts were recorded. The states that TLC has seen when it meets a
     *     violation depend on the order of its search, so another TLC need not have seen as many; all states of a model that
     *     is verified are the same for every TLC.
     */
    public static Outcome of(Model model, TlcResult result, boolean sameTlc) {
        return switch (result.verdict()) {
            case INVALID -> new Outcome(model, result, Optional.empty(), List.of(result.message()), Status.BAD_INPUT);
            case UNDECIDED -> new Outcome(model, result, Optional.empty(), List.of(result.message()), Status.UNDECIDED);
            case VERIFIED, VIOLATED -> decided(model, result, sameTlc);
        };
    }

    /** The same for a run that held the code against the model, too. */
    public static Outcome of(Model model, Conformance conformance, boolean sameTlc) {
        Outcome outcome = of(model, conformance.result(), sameTlc);
        if (outcome.status != Status.OK && outcome.status != Status.FAILED) {
            return outcome;
        }
        List<String> problems = new ArrayList<>(outcome.problems);
        if (conformance.report().isEmpty()) {
            problems.add("the code was not held against the model");
        } else {
            problems.addAll(problemsOf(model.expectation(), conformance.report().get()));
        }
        return new Outcome(
                model,
                conformance.result(),
                conformance.report(),
                problems,
                problems.isEmpty() ? Status.OK : Status.FAILED);
    }

    /** This outcome with one more problem. */
    public Outcome with(String problem) {
        List<String> more = new ArrayList<>(problems);
        more.add(problem);
        return new Outcome(model, result, report, more, status.and(Status.FAILED));
    }

    private static Outcome decided(Model model, TlcResult result, boolean sameTlc) {
        Expectation expected = model.expectation();
        List<String> problems = new ArrayList<>();
        if (!result.property().equals(expected.violates())) {
            problems.add("expected " + words(expected.violates()) + ", found " + words(result.property()));
        } else if (sameTlc || expected.violates().isEmpty()) {
            if (expected.distinct().isEmpty()) {
                problems.add("has %,d distinct states; the model must say so, with  \\* @distinct %d"
                        .formatted(result.distinct(), result.distinct()));
            } else if (expected.distinct().getAsLong() != result.distinct()) {
                problems.add("expected %,d distinct states, found %,d"
                        .formatted(expected.distinct().getAsLong(), result.distinct()));
            }
            if (expected.depth().isPresent() && expected.depth().getAsInt() != result.depth()) {
                problems.add("expected a depth of %d, found %d"
                        .formatted(expected.depth().getAsInt(), result.depth()));
            }
        }
        return new Outcome(model, result, Optional.empty(), problems, problems.isEmpty() ? Status.OK : Status.FAILED);
    }

    private static String words(Optional<String> violates) {
        return violates.map(property -> "a violation of " + property).orElse("no violation");
    }

    private static List<String> problemsOf(Expectation expected, Report report) {
        List<String> problems = new ArrayList<>();
        if (!report.complete() || report.edges() == 0) {
            problems.add(
                    "the code was held against %,d edges only, not against the whole graph".formatted(report.edges()));
        }
        if (report.uncheckedEdges() > 0) {
            problems.add("%,d edges were not checked".formatted(report.uncheckedEdges()));
        }
        if (!expected.unreached().containsAll(report.uncovered())) {
            problems.add(
                    "the model never reaches: " + String.join(", ", without(report.uncovered(), expected.unreached())));
        }
        if (!report.uncovered().containsAll(expected.unreached())) {
            problems.add("the model reaches what it says it does not: "
                    + String.join(", ", without(expected.unreached(), report.uncovered())));
        }
        if (report.divergenceCount() > 0) {
            problems.add(
                    "%,d local transitions on which the spec and the code differ".formatted(report.divergenceCount()));
        }
        return problems;
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }
}
