package dev.quorate.zab;

import java.util.Comparator;

/**
 * The identifier of a transaction, ordered by epoch, then by counter: {@code Zxid} in {@code specs/zab/Zxids.tla}.
 *
 * <p>Source: F. Junqueira, B. Reed, M. Serafini, "Zab: High-performance broadcast for primary-backup systems" (DSN 2011),
 * section III.
 *
 * @param epoch the epoch of the primary that broadcasts the transaction
 * @param counter its place among the transactions of that epoch, from 1
 */
public record Zxid(int epoch, int counter) implements Comparable<Zxid> {
    /** That of no transaction, which precedes all others. */
    public static final Zxid NONE = new Zxid(0, 0);

    private static final Comparator<Zxid> ORDER =
            Comparator.comparingInt(Zxid::epoch).thenComparingInt(Zxid::counter);

    public Zxid {
        if (epoch < 0 || counter < 0) {
            throw new IllegalArgumentException("epoch " + epoch + ", counter " + counter);
        }
    }

    /** Whether this one comes before the other. */
    public boolean precedes(Zxid other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Zxid other) {
        return ORDER.compare(this, other);
    }
}
