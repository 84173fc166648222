package dev.quorate.paxos.multi;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.PersistentList;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;

/**
 * The local state of one node: the spec's {@code nodes[n]}. Durable, so on disk before the messages of a step leave:
 * {@code ballot}, {@code snapshot} and {@code log}.
 *
 * @param ballot the highest ballot promised; 0 before the first
 * @param snapshot what applying the slots up to its {@code lastIndex} led to
 * @param log per slot after these the proposal last accepted; a persistent list, whose copies share what they have in common
 * @param role what the node is in its ballot
 * @param promises a candidate's: who has promised its ballot
 * @param adopted a candidate's: what promises told of slot {@code commitIndex + 1}, and so on
 * @param acks a leader's: who has accepted its proposal in slot {@code commitIndex + 1}, and so on
 * @param commitIndex every slot up to this is known to be chosen
 * @param reading a leader's: which reads it has begun, and who has answered
 */
public record Node(
        int ballot,
        Snapshot snapshot,
        List<Proposal> log,
        Role role,
        Set<NodeId> promises,
        List<Proposal> adopted,
        List<Set<NodeId>> acks,
        int commitIndex,
        Reading reading) {
    public Node {
        log = PersistentList.from(log);
        promises = Set.copyOf(promises);
        adopted = List.copyOf(adopted);
        acks = acks instanceof PersistentList
                ? acks
                : PersistentList.from(acks.stream().map(Set::copyOf).toList());
        if (ballot < 0 || commitIndex < snapshot.lastIndex() || commitIndex > snapshot.lastIndex() + log.size()) {
            throw new IllegalArgumentException("ballot " + ballot + ", commit index " + commitIndex + ", "
                    + snapshot.lastIndex() + " slots compacted, " + log.size() + " after them");
        }
    }

    /** The last slot that the node knows of a proposal for. */
    public int lastSlot() {
        return snapshot.lastIndex() + log.size();
    }

    /** The proposal in a slot; of those that are compacted, and of those after the last, there is none. */
    public Proposal proposalAt(int slot) {
        return slot > snapshot.lastIndex() && slot <= lastSlot()
                ? log.get(slot - snapshot.lastIndex() - 1)
                : Proposal.HOLE;
    }

    /** What applying the slots up to one comes to, none of which is a hole: the snapshot's state, and what follows it; a view. */
    public List<Command> commands(int index) {
        int compacted = snapshot.state().size();
        int length = compacted + index - snapshot.lastIndex();
        return new AbstractList<>() {
            @Override
            public Command get(int i) {
                return i < compacted
                        ? snapshot.state().get(i)
                        : log.get(i - compacted).command().orElseThrow();
            }

            @Override
            public int size() {
                return length;
            }
        };
    }

    Node withBallot(int value) {
        return new Node(value, snapshot, log, role, promises, adopted, acks, commitIndex, reading);
    }

    Node withSnapshot(Snapshot value, List<Proposal> after) {
        return new Node(
                ballot, value, after, role, promises, adopted, acks, Math.max(commitIndex, value.lastIndex()), reading);
    }

    Node withLog(List<Proposal> value) {
        return new Node(ballot, snapshot, value, role, promises, adopted, acks, commitIndex, reading);
    }

    Node withRole(Role value) {
        return new Node(ballot, snapshot, log, value, promises, adopted, acks, commitIndex, reading);
    }

    Node withPromises(Set<NodeId> value) {
        return new Node(ballot, snapshot, log, role, value, adopted, acks, commitIndex, reading);
    }

    Node withAdopted(List<Proposal> value) {
        return new Node(ballot, snapshot, log, role, promises, value, acks, commitIndex, reading);
    }

    Node withAcks(List<Set<NodeId>> value) {
        return new Node(ballot, snapshot, log, role, promises, adopted, value, commitIndex, reading);
    }

    Node withCommitIndex(int value) {
        return new Node(ballot, snapshot, log, role, promises, adopted, acks, value, reading);
    }

    Node withReading(Reading value) {
        return new Node(ballot, snapshot, log, role, promises, adopted, acks, commitIndex, value);
    }
}
