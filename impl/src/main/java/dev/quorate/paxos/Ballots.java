package dev.quorate.paxos;

import dev.quorate.core.NodeId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ballot numbers that no two proposers share: the proposers take turns, in the order of their names. 0 is no ballot. Beside
 * {@code specs/paxos/Ballots.tla}.
 *
 * <p>Source: L. Lamport, "Paxos Made Simple" (2001), section 2.4.
 */
public final class Ballots {
    private final List<NodeId> proposers;

    /** The ballots of these proposers. */
    public Ballots(Set<NodeId> proposers) {
        if (proposers.isEmpty()) {
            throw new IllegalArgumentException("there is no proposer");
        }
        this.proposers = List.copyOf(new TreeSet<>(proposers));
    }

    /** The proposer that a ballot belongs to. */
    public NodeId owner(int ballot) {
        return proposers.get((ballot - 1) % proposers.size());
    }

    /**
     * The least ballot above {@code ballot} that belongs to a proposer.
     *
     * @throws IllegalArgumentException if {@code proposer} is none
     */
    public int next(NodeId proposer, int ballot) {
        int rank = proposers.indexOf(proposer);
        if (rank < 0) {
            throw new IllegalArgumentException(proposer + " is no proposer");
        }
        return ballot + 1 + Math.floorMod(rank - ballot, proposers.size());
    }
}
