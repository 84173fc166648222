package dev.quorate.conformance.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a history that is not linearizable down to a small one that is not. What follows the response that could not be reached is
 * cut off. Then operations are left out as long as the rest is still not linearizable <em>whether or not</em> they took effect:
 * each is first made one of unknown outcome. So no write is left out without which a read would seem to be wrong.
 */
final class Window {
    private static final Duration EACH = Duration.ofSeconds(1);
    private static final long CONFIGURATIONS = 20_000;
    private static final Duration TOTAL = Duration.ofSeconds(5);

    private final History history;
    private final Model<?> model;
    private final long end = System.nanoTime() + TOTAL.toNanos();

    private Window(History history, Model<?> model) {
        this.history = history;
        this.model = model;
    }

    /** The small history of an object that is not linearizable. */
    static History of(History history, Model<?> model, ObjectReport report) {
        int last = report.finding().orElseThrow().line();
        List<Operation> operations = report.operations().stream()
                .filter(operation -> operation.invokedLine() < last)
                .map(operation -> operation.returnedLine() > last ? operation.neverReturning() : operation)
                .toList();
        return new History(history.name(), new Window(history, model).reduce(operations));
    }

    private List<Operation> reduce(List<Operation> operations) {
        List<Operation> kept = new ArrayList<>(operations);
        List<Operation> loose = new ArrayList<>();
        for (int chunk = Math.max(1, kept.size() / 2); chunk >= 1; chunk /= 2) {
            for (int from = kept.size() - chunk; from > -chunk && System.nanoTime() < end; from -= chunk) {
                int start = Math.max(0, from);
                List<Operation> rest = new ArrayList<>(kept);
                List<Operation> out = rest.subList(start, Math.min(rest.size(), from + chunk));
                List<Operation> looser = new ArrayList<>(loose);
                out.forEach(operation -> looser.add(operation.neverReturning()));
                out.clear();
                if (isWrong(rest, looser)) {
                    kept = rest;
                    loose = looser;
                }
            }
        }
        return kept;
    }

    private boolean isWrong(List<Operation> kept, List<Operation> loose) {
        List<Operation> all = new ArrayList<>(kept);
        all.addAll(loose);
        all.sort(Comparator.comparingInt(Operation::invokedAt));
        return isWrong(model, all);
    }

    private <S> boolean isWrong(Model<S> of, List<Operation> operations) {
        Timeline<S> timeline = Timeline.of(history, of, operations);
        return new Search<>(timeline, new Budget(new Limits(EACH, CONFIGURATIONS))).run() == Verdict.NO;
    }
}
