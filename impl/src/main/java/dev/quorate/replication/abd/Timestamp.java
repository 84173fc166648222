package dev.quorate.replication.abd;

import dev.quorate.core.NodeId;
import java.util.Comparator;
import java.util.Optional;

/**
 * When a version was written: a place in the order of all writes, which no two share.
 *
 * @param counter above all that the writer had heard of
 * @param writer the node that wrote it; of equal counters, the later writer's is the later timestamp
 */
public record Timestamp(int counter, Optional<NodeId> writer) implements Comparable<Timestamp> {
    /** That of no write, before all others. */
    public static final Timestamp NONE = new Timestamp(0, Optional.empty());

    private static final Comparator<Timestamp> ORDER = Comparator.comparingInt(Timestamp::counter)
            .thenComparing(timestamp -> timestamp.writer.map(NodeId::name).orElse(""));

    /** The next timestamp that node {@code n} may write with, if it has heard of this one. */
    public Timestamp next(NodeId n) {
        return new Timestamp(counter + 1, Optional.of(n));
    }

    /** Whether this is the earlier of two. */
    public boolean precedes(Timestamp other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Timestamp other) {
        return ORDER.compare(this, other);
    }
}
