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
        List<Integer> changed = changed(m.before().log(), m.after().log());
        for (int slot : changed) {
            if (!oneProposalPerBallot(m, slot)) {
                return Optional.of("OneProposalPerBallot");
            } else if (!chosenStays(ids, m, slot)) {
                return Optional.of("ChosenStays");
            }
        }
        return consistency(m, changed) ? Optional.empty() : Optional.of("Consistency");
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after) {
        if (!nontriviality(before, event, after)) {
            return Optional.of("Nontriviality");
        } else if (after.ballot() < before.ballot()) {
            return Optional.of("BallotMonotonic");
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

    /** What a node holds as committed is what was committed. */
    private static boolean consistency(Moved<Node, MultiPaxosGhost> m, List<Integer> changed) {
        for (int slot : changed) {
            if (slot <= m.after().commitIndex() && !isCommitted(m, slot)) {
                return false;
            }
        }
        for (int slot = m.before().commitIndex() + 1; slot <= m.after().commitIndex(); slot++) {
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
        for (int slot : changed(before.log(), after.log())) {
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

    private static Proposal at(Node s, int slot) {
        return slot <= s.log().size() ? s.log().get(slot - 1) : Proposal.HOLE;
    }

    /** The slots in which two logs differ. */
    private static List<Integer> changed(List<Proposal> one, List<Proposal> other) {
        if (one == other) {
            return List.of();
        }
        List<Integer> slots = new ArrayList<>();
        Iterator<Proposal> ones = one.iterator();
        Iterator<Proposal> others = other.iterator();
        for (int slot = 1; ones.hasNext() || others.hasNext(); slot++) {
            Proposal p = ones.hasNext() ? ones.next() : Proposal.HOLE;
            Proposal q = others.hasNext() ? others.next() : Proposal.HOLE;
            if (!Objects.equals(p, q)) {
                slots.add(slot);
            }
        }
        return slots;
    }
}
