package dev.quorate.zab.broadcast;

import dev.quorate.core.NodeId;
import java.util.Map;
import java.util.Optional;

/**
 * The local state of one server: the spec's {@code nodes[n]}. Durable, so on disk before the messages of a step leave:
 * {@code acceptedEpoch}, {@code currentEpoch} and {@code history}.
 *
 * @param acceptedEpoch the last epoch that it has accepted
 * @param currentEpoch the last epoch whose initial history it has taken over
 * @param history transactions, in the order of their zxids, of which the first may be compacted
 * @param lastCommitted how many transactions of its history it has delivered
 * @param phase where it stands
 * @param leader whom it follows; itself, if it leads; nobody, in the election
 * @param initialHistory in synchronization, a follower's: what the leader has sent, not on disk yet; in discovery, a leader's:
 *     the latest history that it knows of
 * @param latestEpoch in discovery, a leader's: the current epoch of the server that has that history
 * @param newEpoch a leader's: the epoch that it leads, once it has accepted it
 * @param learners a leader's: its followers, and how far they have come
 * @param round a leader's: the last round of reads that it has begun in its epoch
 * @param acked a leader's: of its followers, the last round that each has answered
 * @param confirmed a leader's: the last round that a quorum has answered
 */
public record Node(
        int acceptedEpoch,
        int currentEpoch,
        History history,
        int lastCommitted,
        Phase phase,
        Optional<NodeId> leader,
        History initialHistory,
        int latestEpoch,
        int newEpoch,
        Map<NodeId, Learner> learners,
        int round,
        Map<NodeId, Integer> acked,
        int confirmed) {
    public Node {
        learners = Map.copyOf(learners);
        acked = Map.copyOf(acked);
    }

    Node withEpochs(int accepted, int current) {
        return new Node(
                accepted,
                current,
                history,
                lastCommitted,
                phase,
                leader,
                initialHistory,
                latestEpoch,
                newEpoch,
                learners,
                round,
                acked,
                confirmed);
    }

    Node withHistory(History value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                value,
                lastCommitted,
                phase,
                leader,
                initialHistory,
                latestEpoch,
                newEpoch,
                learners,
                round,
                acked,
                confirmed);
    }

    Node withLastCommitted(int value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                value,
                phase,
                leader,
                initialHistory,
                latestEpoch,
                newEpoch,
                learners,
                round,
                acked,
                confirmed);
    }

    Node withPhase(Phase value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                lastCommitted,
                value,
                leader,
                initialHistory,
                latestEpoch,
                newEpoch,
                learners,
                round,
                acked,
                confirmed);
    }

    Node withLeader(NodeId value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                lastCommitted,
                phase,
                Optional.of(value),
                initialHistory,
                latestEpoch,
                newEpoch,
                learners,
                round,
                acked,
                confirmed);
    }

    Node withInitialHistory(int epoch, History value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                lastCommitted,
                phase,
                leader,
                value,
                epoch,
                newEpoch,
                learners,
                round,
                acked,
                confirmed);
    }

    Node withNewEpoch(int value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                lastCommitted,
                phase,
                leader,
                initialHistory,
                latestEpoch,
                value,
                learners,
                round,
                acked,
                confirmed);
    }

    Node withLearners(Map<NodeId, Learner> value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                lastCommitted,
                phase,
                leader,
                initialHistory,
                latestEpoch,
                newEpoch,
                value,
                round,
                acked,
                confirmed);
    }

    Node withRound(int value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                lastCommitted,
                phase,
                leader,
                initialHistory,
                latestEpoch,
                newEpoch,
                learners,
                value,
                acked,
                confirmed);
    }

    Node withAcked(Map<NodeId, Integer> value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                lastCommitted,
                phase,
                leader,
                initialHistory,
                latestEpoch,
                newEpoch,
                learners,
                round,
                value,
                confirmed);
    }

    Node withConfirmed(int value) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                lastCommitted,
                phase,
                leader,
                initialHistory,
                latestEpoch,
                newEpoch,
                learners,
                round,
                acked,
                value);
    }
}
