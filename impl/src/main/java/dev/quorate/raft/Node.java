package dev.quorate.raft;

import dev.quorate.core.NodeId;
import dev.quorate.core.PersistentList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The local state of one node: the spec's {@code nodes[n]}. Durable, so on disk before the messages of a step leave:
 * {@code currentTerm}, {@code votedFor} and {@code log}.
 *
 * @param currentTerm the latest term seen; 0 before the first
 * @param votedFor who got this node's vote in it
 * @param log the entries, the first at index 1; a persistent list, whose copies share what they have in common
 * @param role what the node is in the current term
 * @param votesGranted a candidate's: who voted for it
 * @param nextIndex a leader's: per peer, the index of the next entry to send to it
 * @param matchIndex a leader's: per peer, the index up to which it is known to agree
 * @param commitIndex the index of the last entry known to be committed
 */
public record Node(
        int currentTerm,
        Optional<NodeId> votedFor,
        List<Entry> log,
        Role role,
        Set<NodeId> votesGranted,
        Map<NodeId, Integer> nextIndex,
        Map<NodeId, Integer> matchIndex,
        int commitIndex) {
    public Node {
        log = PersistentList.from(log);
        votesGranted = Set.copyOf(votesGranted);
        nextIndex = Map.copyOf(nextIndex);
        matchIndex = Map.copyOf(matchIndex);
        if (currentTerm < 0 || commitIndex < 0 || commitIndex > log.size()) {
            throw new IllegalArgumentException(
                    "term " + currentTerm + ", commit index " + commitIndex + ", " + log.size() + " entries");
        }
    }

    Node withCurrentTerm(int value) {
        return new Node(value, votedFor, log, role, votesGranted, nextIndex, matchIndex, commitIndex);
    }

    Node withVotedFor(Optional<NodeId> value) {
        return new Node(currentTerm, value, log, role, votesGranted, nextIndex, matchIndex, commitIndex);
    }

    Node withLog(List<Entry> value) {
        return new Node(currentTerm, votedFor, value, role, votesGranted, nextIndex, matchIndex, commitIndex);
    }

    Node withRole(Role value) {
        return new Node(currentTerm, votedFor, log, value, votesGranted, nextIndex, matchIndex, commitIndex);
    }

    Node withVotesGranted(Set<NodeId> value) {
        return new Node(currentTerm, votedFor, log, role, value, nextIndex, matchIndex, commitIndex);
    }

    Node withNextIndex(Map<NodeId, Integer> value) {
        return new Node(currentTerm, votedFor, log, role, votesGranted, value, matchIndex, commitIndex);
    }

    Node withMatchIndex(Map<NodeId, Integer> value) {
        return new Node(currentTerm, votedFor, log, role, votesGranted, nextIndex, value, commitIndex);
    }

    Node withCommitIndex(int value) {
        return new Node(currentTerm, votedFor, log, role, votesGranted, nextIndex, matchIndex, value);
    }
}
