package dev.quorate.conformance.history;

import java.util.Optional;
import java.util.Set;

/**
 * A decision, nil at first. {@code propose} offers a value and returns the one that is chosen: its own if it is the first, and
 * after that the one that was (the consensus object of M. Herlihy, "Wait-Free Synchronization", ACM TOPLAS 13(1), 1991).
 */
final class ConsensusModel implements Model<Datum> {
    @Override
    public String name() {
        return "consensus";
    }

    @Override
    public Set<String> functions() {
        return Set.of("propose");
    }

    @Override
    public boolean needsKeys() {
        return false;
    }

    @Override
    public Datum initial() {
        return Datum.nil();
    }

    @Override
    public Effect<Datum> effect(Operation operation) {
        Datum own = operation.argument();
        if (operation.outcome() != Outcome.OK) {
            return Effect.changes(before -> Optional.of(before.equals(Datum.nil()) ? own : before));
        }
        Datum chosen = operation.result();
        return chosen.equals(own) ? Effect.changes(before -> chooses(before, own)) : Effect.sees(chosen);
    }

    private static Optional<Datum> chooses(Datum before, Datum own) {
        return before.equals(Datum.nil()) || before.equals(own) ? Optional.of(own) : Optional.empty();
    }

    @Override
    public String describe(Datum state) {
        return state.equals(Datum.nil()) ? "has chosen nothing" : "has chosen " + state;
    }
}
