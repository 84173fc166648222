package dev.quorate.conformance.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether histories are linearizable (Herlihy and Wing 1990). Each object is searched by itself, several at a time: a
 * history is linearizable if and only if each of its objects is (their theorem 1; Horn and Kroening 2015 for checkers).
 *
 * @param model the object; absent to take the first that knows the functions of a history
 * @param consistency what is asked of a history
 * @param limits what a search may take
 * @param failedCasCompared whether a compare-and-set that failed is known to have found another value; else it may have failed
 *     for any reason, and says nothing
 */
public record Checker(Optional<Model<?>> model, Consistency consistency, Limits limits, boolean failedCasCompared) {

    // A search that needs more is interrupted to look for a short proof that there is no linearization.
    private static final long FIRST_SLICE = 20_000;
    private static final long GROWTH = 4;

    /** A checker for one model, with the standard limits. */
    public static Checker of(Model<?> model) {
        return new Checker(Optional.of(model), Consistency.LINEARIZABLE, Limits.standard(), false);
    }

    /**
     * Checks a history.
     *
     * @throws dev.quorate.conformance.model.BadInputException if it has none, or an operation that the model does not know
     */
    public HistoryReport check(History history) {
        Model<?> of = model.isPresent() ? model.get() : Objects.modelFor(history);
        return consistency == Consistency.SEQUENTIAL ? Sequential.check(history, of) : check(history, of);
    }

    /** A small part of a history that is not linearizable either; see {@link Window}. */
    public static History smallest(HistoryReport report, ObjectReport object) {
        return Window.of(report.history(), Models.named(report.model()).orElseThrow(), object);
    }

    private <S> HistoryReport check(History history, Model<S> of) {
        long start = System.nanoTime();
        Map<Optional<Datum>, List<Operation>> objects = Objects.split(history, of, failedCasCompared);
        // Laid out before any is searched: bad input is found first, whatever the others cost.
        List<Layout<S>> layouts = objects.entrySet().stream()
                .map(object ->
                        new Layout<>(object.getKey(), object.getValue(), Timeline.of(history, of, object.getValue())))
                .toList();
        Budget budget = new Budget(limits);
        List<ObjectReport> reports = layouts.parallelStream()
                .map(layout -> search(history, layout, budget))
                .toList();
        return new HistoryReport(history, of.name(), reports, Duration.ofNanos(System.nanoTime() - start));
    }

    /** One object, ready to be searched. */
    private record Layout<S>(Optional<Datum> key, List<Operation> operations, Timeline<S> timeline) {}

    private static <S> ObjectReport search(History history, Layout<S> layout, Budget budget) {
        Budget slice = budget.slice(FIRST_SLICE);
        Search<S> search = new Search<>(layout.timeline, slice);
        Verdict verdict = search.run();
        for (long next = FIRST_SLICE; verdict == Verdict.UNKNOWN && !budget.isSpent(); next *= GROWTH) {
            int at = search.furthest().orElseThrow().at();
            if (Cut.isWrong(history, layout.timeline, at, budget)) {
                verdict = Verdict.NO;
            } else {
                slice.extend(next * GROWTH);
                verdict = search.run();
            }
        }
        Verdict found = verdict;
        Optional<Finding> finding = search.furthest()
                .filter(dead -> found != Verdict.YES)
                .map(dead -> Explanation.of(
                        layout.timeline,
                        dead,
                        found == Verdict.NO ? Optional.empty() : Optional.of(budget.exceeded())));
        budget.giveBack(search.configurations());
        return new ObjectReport(layout.key, layout.operations, found, search.configurations(), finding);
    }
}
