package dev.quorate.zab.election;

import dev.quorate.core.NodeId;
import dev.quorate.zab.Zxid;
import java.util.Optional;
import java.util.Set;

/**
 * The local state of one server: the spec's {@code nodes[n]}. Nothing of it is durable: what of a history is on disk, Zab brings
 * to each election.
 *
 * @param state what it is at
 * @param epoch the current epoch that it has brought to this election
 * @param zxid the last zxid of the history that it has brought
 * @param round the round of its election, or of its leader's; 0 before it has taken part in any
 * @param vote whom it votes for, follows, or is
 * @param supporters while it looks: who else has its vote, in its round
 * @param outOfElection while it looks: what it has heard from those who lead or follow
 */
public record Node(
        State state,
        int epoch,
        Zxid zxid,
        int round,
        Optional<Vote> vote,
        Set<NodeId> supporters,
        Set<Stand> outOfElection) {
    /** A server that has not begun to look for a leader. */
    public static final Node INITIAL = new Node(State.LOOKING, 0, Zxid.NONE, 0, Optional.empty(), Set.of(), Set.of());

    public Node {
        supporters = Set.copyOf(supporters);
        outOfElection = Set.copyOf(outOfElection);
    }

    /** Whether it takes part in an election. */
    public boolean isLooking() {
        return state == State.LOOKING && vote.isPresent();
    }

    Node withStand(int newRound, Vote newVote, Set<NodeId> newSupporters) {
        return new Node(state, epoch, zxid, newRound, Optional.of(newVote), newSupporters, outOfElection);
    }

    Node withHeard(Set<NodeId> newSupporters, Set<Stand> newOutOfElection) {
        return new Node(state, epoch, zxid, round, vote, newSupporters, newOutOfElection);
    }
}
