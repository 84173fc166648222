package dev.quorate.zab.election;

import dev.quorate.core.NodeId;
import dev.quorate.zab.Zxid;
import java.util.Comparator;

/**
 * A vote for a leader. The better of two is the greater: the one of the later epoch, then of the greater zxid, then of the
 * leader with the higher id.
 *
 * @param leader whom it is for
 * @param epoch the leader's current epoch
 * @param zxid the last zxid of the leader's history
 */
public record Vote(NodeId leader, int epoch, Zxid zxid) implements Comparable<Vote> {
    private static final Comparator<Vote> BY_HISTORY =
            Comparator.comparingInt(Vote::epoch).thenComparing(Vote::zxid);
    private static final Comparator<Vote> ORDER = BY_HISTORY.thenComparing(Vote::leader);

    public Vote {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch " + epoch);
        }
    }

    @Override
    public int compareTo(Vote other) {
        return ORDER.compare(this, other);
    }

    /** The spec's LaterHistory: whether this leader's history is later than the other's. */
    public boolean isOfLaterHistoryThan(Vote other) {
        return BY_HISTORY.compare(this, other) > 0;
    }
}
