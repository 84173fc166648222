package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import java.util.Optional;

/**
 * How a node that leads answers reads from its own copy, linearizably: it asks a quorum, after it was asked itself, whether it
 * still leads (Ongaro's thesis, §6.4).
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 */
public interface LinearizableReads<S, E> {
    /**
     * A read that a node has begun.
     *
     * @param reign the term, ballot or epoch in which the node leads
     * @param round what a quorum is asked; counts from 1 in each reign
     */
    record Ticket(int reign, int round) {}

    /** What has become of a read. */
    enum Fate {
        /** A quorum has still to answer. */
        WAITING,
        /** The node may answer, from all that it has applied. */
        DONE,
        /** The node leads no more. */
        LOST
    }

    /** A client asks a node to read. A node that may not answer does nothing. */
    E read(NodeId node);

    /** The read that a step has begun, if it has. */
    Optional<Ticket> begun(S before, E event, S after);

    /** What has become of a read that the node has begun, and whose fate was {@link Fate#WAITING} in all states since. */
    Fate fate(S state, Ticket ticket);

    /** Whether a node may answer a read at once, because it holds a lease: no other can lead for as long. */
    default boolean holdsLease(S state) {
        return false;
    }
}
