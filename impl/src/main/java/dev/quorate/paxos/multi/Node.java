package dev.quorate.paxos.multi;

import dev.quorate.core.NodeId;
import java.util.List;
import java.util.Set;
import org.pcollections.TreePVector;

/**
 * The local state of one node: the spec's {@code nodes[n]}. Durable, so on disk before the messages of a step leave:
 * {@code ballot} and {@code log}.
 *
 * @param ballot the highest ballot promised; 0 before the first
 * @param log per slot the proposal last accepted, the first at slot 1; a persistent list, whose copies share what they have
 *     in common
 * @param role what the node is in its ballot
 * @param promises a candidate's: who has promised its ballot
 * @param adopted a candidate's: what promises told of slot {@code commitIndex + 1}, and so on
 * @param acks a leader's: who has accepted its proposal in slot {@code commitIndex + 1}, and so on
 * @param commitIndex every slot up to this is known to be chosen
 */
public record Node(
        int ballot,
        List<Proposal> log,
        Role role,
        Set<NodeId> promises,
        List<Proposal> adopted,
        List<Set<NodeId>> acks,
        int commitIndex) {
    public Node {
        log = log instanceof TreePVector ? log : TreePVector.from(log);
        promises = Set.copyOf(promises);
        adopted = List.copyOf(adopted);
        acks = acks instanceof TreePVector
                ? acks
                : TreePVector.from(acks.stream().map(Set::copyOf).toList());
        if (ballot < 0 || commitIndex < 0 || commitIndex > log.size()) {
            throw new IllegalArgumentException(
                    "ballot " + ballot + ", commit index " + commitIndex + ", " + log.size() + " slots");
        }
    }

    Node withBallot(int value) {
        return new Node(value, log, role, promises, adopted, acks, commitIndex);
    }

    Node withLog(List<Proposal> value) {
        return new Node(ballot, value, role, promises, adopted, acks, commitIndex);
    }

    Node withRole(Role value) {
        return new Node(ballot, log, value, promises, adopted, acks, commitIndex);
    }

    Node withPromises(Set<NodeId> value) {
        return new Node(ballot, log, role, value, adopted, acks, commitIndex);
    }

    Node withAdopted(List<Proposal> value) {
        return new Node(ballot, log, role, promises, value, acks, commitIndex);
    }

    Node withAcks(List<Set<NodeId>> value) {
        return new Node(ballot, log, role, promises, adopted, value, commitIndex);
    }

    Node withCommitIndex(int value) {
        return new Node(ballot, log, role, promises, adopted, acks, value);
    }
}
