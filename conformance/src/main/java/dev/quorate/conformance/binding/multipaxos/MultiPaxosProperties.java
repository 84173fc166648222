package dev.quorate.conformance.binding.multipaxos;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Quorum;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.Message.Promise;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Proposal;
import dev.quorate.paxos.multi.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The safety properties of {@code MultiPaxos.tla}, by name and in order. All held before the step, so only what the step has
 * changed is looked at: the slots of one node's log against the others', the commands just committed. By induction that is no
 * weaker than the spec's own wording, but for this: proposals that are on their way are not seen until somebody accepts them.
 */
final class MultiPaxosProperties {
    private MultiPaxosProperties() {}

    static Optional<String> broken(List<NodeId> ids, Moved<Node, MultiPaxosGhost> m) {
        List<Integer> changed = changed(m.before(), m.after());
        for (int slot : changed) {
            if (!oneProposalPerBallot(m, slot)) {
                return Optional.of("OneProposalPerBallot");
            } else if (!chosenStays(ids, m, slot)) {
                return Optional.of("ChosenStays");
            }
        }
        if (!compactedStays(m, changed)) {
            return Optional.of("CompactedStays");
        }
        if (!consistency(m, changed)) {
            return Optional.of("Consistency");
        }
        return readsLinearizable(ids.get(m.index()), m) ? Optional.empty() : Optional.of("ReadsLinearizable");
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after) {
        if (!nontriviality(before, event, after)) {
            return Optional.of("Nontriviality");
        } else if (after.ballot() < before.ballot()) {
            return Optional.of("BallotMonotonic");
        } else if (!acceptedMonotonic(before, after)) {
            return Optional.of("AcceptedMonotonic");
        } else if (after.commitIndex() < before.commitIndex() && !(event instanceof Event.Restart)) {
            return Optional.of("CommitIndexMonotonic");
        }
        return Optional.empty();
    }

    /** A ballot has one proposal in a slot. */
    private static boolean oneProposalPerBallot(Moved<Node, MultiPaxosGhost> m, int slot) {
        Proposal p = at(m.after(), slot);
        for (int n = 0; n < m.nodes().size(); n++) {
            Proposal q = at(m.nodes().get(n), slot);
            if (p.ballot() == q.ballot() && !p.equals(q)) {
                return false;
            }
        }
        return true;
    }

    /** Where a proposal is chosen, those of higher ballots have the same command. */
    private static boolean chosenStays(List<NodeId> ids, Moved<Node, MultiPaxosGhost> m, int slot) {
        for (int n = 0; n < ids.size(); n++) {
            Proposal p = at(m.nodes().get(n), slot);
            if (!p.equals(Proposal.HOLE) && isChosen(ids, m.nodes(), slot, p)) {
                for (int other = 0; other < ids.size(); other++) {
                    Proposal q = at(m.nodes().get(other), slot);
                    if (q.ballot() >= p.ballot() && !q.command().equals(p.command())) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** A quorum has accepted this proposal. */
    private static boolean isChosen(List<NodeId> ids, List<Node> nodes, int slot, Proposal p) {
        Set<NodeId> holders = new HashSet<>();
        for (int n = 0; n < ids.size(); n++) {
            if (at(nodes.get(n), slot).equals(p)) {
                holders.add(ids.get(n));
            }
        }
        return Quorum.isMajority(holders, new HashSet<>(ids));
    }

    /** Where a node has compacted a slot away, proposals of its ballot and higher ones have the same command. */
    private static boolean compactedStays(Moved<Node, MultiPaxosGhost> m, List<Integer> changed) {
        for (int slot : changed) {
            for (Node n : m.nodes()) {
                if (!agrees(n, slot, at(m.after(), slot))) {
                    return false;
                }
            }
        }
        if (!m.after().snapshot().equals(m.before().snapshot())) {
            for (Node other : m.nodes()) {
                for (int slot = other.snapshot().lastIndex() + 1; slot <= other.lastSlot(); slot++) {
                    if (!agrees(m.after(), slot, at(other, slot))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean agrees(Node n, int slot, Proposal q) {
        return slot > n.snapshot().lastIndex()
                || q.ballot() < n.ballot()
                || q.command().equals(Optional.of(n.snapshot().state().get(slot - 1)));
    }

    /** What a node holds as committed is what was committed. */
    private static boolean consistency(Moved<Node, MultiPaxosGhost> m, List<Integer> changed) {
        Snapshot snapshot = m.after().snapshot();
        if (!snapshot.equals(m.before().snapshot())
                && !snapshot.state().equals(m.ghost().committed().subList(0, snapshot.lastIndex()))) {
            return false;
        }
        for (int slot : changed) {
            if (slot <= m.after().commitIndex() && !isCommitted(m, slot)) {
                return false;
            }
        }
        int known = Math.max(m.before().commitIndex(), snapshot.lastIndex());
        for (int slot = known + 1; slot <= m.after().commitIndex(); slot++) {
            if (!isCommitted(m, slot)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCommitted(Moved<Node, MultiPaxosGhost> m, int slot) {
        Command committed = m.ghost().committed().get(slot - 1);
        return at(m.after(), slot).command().equals(Optional.of(committed));
    }

    /**
     * A command comes from a client. For one step: what is new in a log is what a client has asked for, what a leader has
     * proposed, what a promise tells of, or a no-op.
     */
    private static boolean nontriviality(Node before, Event event, Node after) {
        for (int slot : changed(before, after)) {
            Optional<Command> command = at(after, slot).command();
            if (command.isPresent()
                    && !command.equals(Optional.of(MultiPaxos.NO_OP))
                    && !command.equals(at(before, slot).command())
                    && !command.equals(arrived(before, event, slot))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Command> arrived(Node before, Event event, int slot) {
        if (event instanceof Event.ClientRequest request) {
            return Optional.of(request.command());
        } else if (event instanceof Event.Receive receive && receive.message() instanceof Accept accept) {
            return Optional.of(accept.command());
        } else if (event instanceof Event.Receive receive && receive.message() instanceof Promise promise) {
            int i = slot - before.commitIndex() - 1;
            Proposal own = i < before.adopted().size() ? before.adopted().get(i) : Proposal.HOLE;
            Proposal told = i < promise.accepted().size() ? promise.accepted().get(i) : Proposal.HOLE;
            return told.ballot() > own.ballot() ? told.command() : own.command();
        }
        return Optional.empty();
    }

    /** A read that is confirmed sees all that was committed before it began. */
    private static boolean readsLinearizable(NodeId n, Moved<Node, MultiPaxosGhost> m) {
        int answered = m.after().reading().confirmed() - m.before().reading().confirmed();
        if (answered <= 0) {
            return true;
        }
        List<Integer> floors = m.ghostBefore().floors(n, m.before(), m.after());
        return floors.subList(0, answered).stream().allMatch(floor -> m.after().commitIndex() >= floor);
    }

    /** What a node has accepted it keeps, but for a proposal of a higher ballot, or a snapshot in its place. */
    private static boolean acceptedMonotonic(Node before, Node after) {
        return changed(before, after).stream()
                .allMatch(slot -> at(after, slot).ballot() >= at(before, slot).ballot());
    }

    private static Proposal at(Node s, int slot) {
        return s.proposalAt(slot);
    }

    /** The slots in which two logs differ, after those that are compacted in the other. */
    private static List<Integer> changed(Node one, Node other) {
        if (one.log() == other.log()) {
            return List.of();
        }
        List<Integer> slots = new ArrayList<>();
        int compacted = other.snapshot().lastIndex();
        if (one.snapshot().lastIndex() != compacted) {
            for (int slot = compacted + 1; slot <= Math.max(one.lastSlot(), other.lastSlot()); slot++) {
                if (!at(one, slot).equals(at(other, slot))) {
                    slots.add(slot);
                }
            }
            return slots;
        }
        Iterator<Proposal> ones = one.log().iterator();
        Iterator<Proposal> others = other.log().iterator();
        for (int slot = compacted + 1; ones.hasNext() || others.hasNext(); slot++) {
            Proposal p = ones.hasNext() ? ones.next() : Proposal.HOLE;
            Proposal q = others.hasNext() ? others.next() : Proposal.HOLE;
            if (!Objects.equals(p, q)) {
                slots.add(slot);
            }
        }
        return slots;
    }
}
