package dev.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The configurations that a search has met (Lowe's memoisation). Of two that differ only in which pending operations have been
 * placed, one with fewer can do all that the other can, since a pending operation need never be placed; so a configuration is
 * known if one is that has placed no others.
 */
final class Memory {
    private final Map<Place, List<long[]>> known = new HashMap<>();

    /** Where a search stands, but for pending operations: the next return, what is placed of what is open, and the state. */
    private static final class Place {
        private final int at;
        private final long[] done;
        private final Object state;
        private final int hash;

        Place(int at, long[] done, Object state) {
            this.at = at;
            this.done = done;
            this.state = state;
            hash = (31 * at + Arrays.hashCode(done)) * 31 + state.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place that
                    && at == that.at
                    && Arrays.equals(done, that.done)
                    && state.equals(that.state);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Remembers a configuration; returns false if it was known. The arrays must not change afterwards. */
    boolean add(int at, long[] done, Object state, long[] pendingDone) {
        List<long[]> sets = known.computeIfAbsent(new Place(at, done, state), place -> new ArrayList<>(1));
        for (long[] set : sets) {
            if (Bits.isSubset(set, pendingDone)) {
                return false;
            }
        }
        sets.add(pendingDone);
        return true;
    }
}
