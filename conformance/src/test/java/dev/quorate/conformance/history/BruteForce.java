package dev.quorate.conformance.history;

import java.util.List;
import java.util.Optional;

/** Decides by trying every order, as the definition reads. For a handful of operations. */
final class BruteForce {
    private BruteForce() {}

    /** Whether the operations on one object, those that failed left out, have a linearization. */
    static <S> boolean isLinearizable(Model<S> model, List<Operation> operations) {
        return canPlace(model, operations, new boolean[operations.size()], model.initial());
    }

    private static <S> boolean canPlace(Model<S> model, List<Operation> operations, boolean[] placed, S state) {
        boolean complete = true;
        for (int i = 0; i < placed.length; i++) {
            complete &= placed[i] || operations.get(i).outcome() == Outcome.INFO;
        }
        if (complete) {
            return true;
        }
        for (int i = 0; i < placed.length; i++) {
            if (placed[i] || !mayBeNext(operations, placed, operations.get(i))) {
                continue;
            }
            Operation next = operations.get(i);
            // What nobody saw may be anything.
            Optional<S> after =
                    next.outcome() == Outcome.INFO && next.function().matches("read|get")
                            ? Optional.of(state)
                            : model.effect(next).apply(state);
            placed[i] = true;
            boolean found = after.isPresent() && canPlace(model, operations, placed, after.get());
            placed[i] = false;
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeNext(List<Operation> operations, boolean[] placed, Operation next) {
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i] && operations.get(i).returnedAt() < next.invokedAt()) {
                return false;
            }
        }
        return true;
    }
}
