package dev.quorate.raft.complete;

import dev.quorate.core.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The local state of one node: the spec's {@code nodes[n]}. Durable, so on disk before the messages of a step leave:
 * {@code currentTerm}, {@code votedFor} and {@code log}.
 *
 * @param currentTerm the latest term seen; 0 before the first
 * @param votedFor who got this node's vote in it
 * @param log the entries, the first of which may have been replaced by a snapshot
 * @param role what the node is in the current term
 * @param leader who leads in it, for as long as this node is in contact with it
 * @param votesGranted a candidate's, and before that a pre-candidate's: who has answered with yes
 * @param leading what only a leader has
 * @param commitIndex the index of the last entry known to be committed
 */
public record Node(
        int currentTerm,
        Optional<NodeId> votedFor,
        Log log,
        Role role,
        Optional<NodeId> leader,
        Set<NodeId> votesGranted,
        Leading leading,
        int commitIndex) {
    /**
     * What only a leader has; {@link #NOT} while a node is none.
     *
     * @param nextIndex per member, the index of the next entry to send to it
     * @param matchIndex per member, the index up to which it is known to agree
     * @param active who has answered since the leader last looked
     * @param transferee who shall lead instead
     * @param transferred whether the leader has wanted somebody to lead instead
     * @param round how many reads have begun
     * @param acked per member, the last of them whose begin it has answered
     * @param confirmed the last of them whose begin a quorum has answered
     * @param expired the last of them that began too long ago for a lease
     */
    public record Leading(
            Map<NodeId, Integer> nextIndex,
            Map<NodeId, Integer> matchIndex,
            Set<NodeId> active,
            Optional<NodeId> transferee,
            boolean transferred,
            int round,
            Map<NodeId, Integer> acked,
            int confirmed,
            int expired) {
        /** Nothing. */
        public static final Leading NOT =
                new Leading(Map.of(), Map.of(), Set.of(), Optional.empty(), false, 0, Map.of(), 0, 0);

        public Leading {
            nextIndex = Map.copyOf(nextIndex);
            matchIndex = Map.copyOf(matchIndex);
            active = Set.copyOf(active);
            acked = Map.copyOf(acked);
        }

        Leading withNextIndex(Map<NodeId, Integer> value) {
            return new Leading(value, matchIndex, active, transferee, transferred, round, acked, confirmed, expired);
        }

        Leading withMatchIndex(Map<NodeId, Integer> value) {
            return new Leading(nextIndex, value, active, transferee, transferred, round, acked, confirmed, expired);
        }

        Leading withActive(Set<NodeId> value) {
            return new Leading(nextIndex, matchIndex, value, transferee, transferred, round, acked, confirmed, expired);
        }

        Leading withTransferee(Optional<NodeId> value) {
            return new Leading(nextIndex, matchIndex, active, value, transferred, round, acked, confirmed, expired);
        }

        Leading withTransferred(boolean value) {
            return new Leading(nextIndex, matchIndex, active, transferee, value, round, acked, confirmed, expired);
        }

        Leading withRound(int value) {
            return new Leading(
                    nextIndex, matchIndex, active, transferee, transferred, value, acked, confirmed, expired);
        }

        Leading withAcked(Map<NodeId, Integer> value) {
            return new Leading(
                    nextIndex, matchIndex, active, transferee, transferred, round, value, confirmed, expired);
        }

        Leading withConfirmed(int value) {
            return new Leading(nextIndex, matchIndex, active, transferee, transferred, round, acked, value, expired);
        }

        Leading withExpired(int value) {
            return new Leading(nextIndex, matchIndex, active, transferee, transferred, round, acked, confirmed, value);
        }
    }

    public Node {
        votesGranted = Set.copyOf(votesGranted);
        if (currentTerm < 0 || commitIndex < log.snapshot().lastIndex() || commitIndex > log.lastIndex()) {
            throw new IllegalArgumentException("term " + currentTerm + ", commit index " + commitIndex + ", entries "
                    + log.snapshot().lastIndex() + " to " + log.lastIndex());
        }
    }

    /**
     * Whether a leader in this state may answer a read at once (the spec's HoldsLease). The clocks of the cluster must do as the
     * spec assumes, and restarts must take as long as an election timeout.
     */
    public boolean holdsLease() {
        return role == Role.LEADER
                && leading.confirmed() > leading.expired()
                && !leading.transferred()
                && log.termAt(commitIndex) == currentTerm;
    }

    Node withCurrentTerm(int value) {
        return new Node(value, votedFor, log, role, leader, votesGranted, leading, commitIndex);
    }

    Node withVotedFor(Optional<NodeId> value) {
        return new Node(currentTerm, value, log, role, leader, votesGranted, leading, commitIndex);
    }

    Node withLog(Log value) {
        return new Node(currentTerm, votedFor, value, role, leader, votesGranted, leading, commitIndex);
    }

    Node withRole(Role value) {
        return new Node(currentTerm, votedFor, log, value, leader, votesGranted, leading, commitIndex);
    }

    Node withLeader(Optional<NodeId> value) {
        return new Node(currentTerm, votedFor, log, role, value, votesGranted, leading, commitIndex);
    }

    Node withVotesGranted(Set<NodeId> value) {
        return new Node(currentTerm, votedFor, log, role, leader, value, leading, commitIndex);
    }

    Node withLeading(Leading value) {
        return new Node(currentTerm, votedFor, log, role, leader, votesGranted, value, commitIndex);
    }

    Node withCommitIndex(int value) {
        return new Node(currentTerm, votedFor, log, role, leader, votesGranted, leading, value);
    }
}
