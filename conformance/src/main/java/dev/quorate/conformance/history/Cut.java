package dev.quorate.conformance.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a history is not linearizable from a few operations before the place where a search sticks. Of all that came
 * before those, nothing is assumed: the object may be in any state, and what was open may have taken effect or not, or do so
 * later. If even so there is no order, there is none. The proof that looks at everything may take very long where the outcome
 * of many operations is unknown, since each of them could have taken effect in many places.
 */
final class Cut {
    private static final int[] LENGTHS = {4, 16, 64, 256, 1024};
    private static final long CONFIGURATIONS = 20_000;

    private Cut() {}

    /** Whether the operations called before a return, and not long before, have no order in which they could all return. */
    static <S> boolean isWrong(History history, Timeline<S> timeline, int at, Budget budget) {
        int last = timeline.operation(~timeline.event(at)).returnedAt();
        List<Operation> before = timeline.operations().stream()
                .filter(operation -> operation.invokedAt() < last)
                .toList();
        for (int length : LENGTHS) {
            if (budget.isSpent()) {
                return false;
            }
            int first = Math.max(0, before.size() - length);
            int from = before.get(first).invokedAt();
            List<Operation> kept = new ArrayList<>();
            for (int i = 0; i < before.size(); i++) {
                Operation operation = before.get(i);
                if (operation.returnedAt() > from) {
                    boolean whole = i >= first && operation.returnedAt() <= last;
                    kept.add(whole ? operation : operation.neverReturning());
                }
            }
            Search<S> search = new Search<>(
                    Timeline.of(history, timeline.model(), kept),
                    budget.slice(CONFIGURATIONS),
                    first == 0 ? Optional.of(timeline.model().initial()) : Optional.empty());
            Verdict verdict = search.run();
            budget.giveBack(search.configurations());
            if (verdict == Verdict.NO) {
                return true;
            } else if (verdict == Verdict.UNKNOWN || first == 0) {
                return false;
            }
        }
        return false;
    }
}
