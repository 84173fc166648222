package dev.quorate.conformance.binding.raftcomplete;

import static dev.quorate.raft.complete.Role.LEADER;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.conformance.binding.raftcomplete.RaftCompleteGhost.Committed;
import dev.quorate.conformance.binding.raftcomplete.RaftCompleteGhost.Reading;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.raft.complete.Configuration;
import dev.quorate.raft.complete.Entry;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Log;
import dev.quorate.raft.complete.Message.PreVote;
import dev.quorate.raft.complete.Message.RequestVote;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The safety properties of {@code RaftComplete.tla}, by name and in order. All held before the step, so only what the step has
 * changed is looked at. By induction that is no weaker than the spec's own wording.
 */
final class RaftCompleteProperties {
    private final List<NodeId> nodes;
    private final Configuration initial;
    private final int window;

    RaftCompleteProperties(List<NodeId> nodes, Configuration initial, int window) {
        this.nodes = nodes;
        this.initial = initial;
        this.window = window;
    }

    Optional<String> broken(Moved<Node, RaftCompleteGhost> m) {
        int same = agreement(m.before().log(), m.after().log());
        if (!electionSafety(m)) {
            return Optional.of("ElectionSafety");
        } else if (!logMatching(m, same)) {
            return Optional.of("LogMatching");
        } else if (!leaderCompleteness(m, same)) {
            return Optional.of("LeaderCompleteness");
        } else if (!stateMachineSafety(m, same)) {
            return Optional.of("StateMachineSafety");
        } else if (!matchedIsHeld(m)) {
            return Optional.of("MatchedIsHeld");
        } else if (!flowControl(m.after())) {
            return Optional.of("FlowControl");
        } else if (!leadersAreVoters(m.after(), nodes.get(m.index()))) {
            return Optional.of("LeadersAreVoters");
        } else if (!readsLinearizable(m)) {
            return Optional.of("ReadsLinearizable");
        }
        return Optional.empty();
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after) {
        if (!grantBindsNobody(before, event, after)) {
            return Optional.of("GrantsBindNobody");
        } else if (!candidateDeposesNobody(before, event, after)) {
            return Optional.of("CandidatesDeposeNobody");
        } else if (!matchIndexMonotonic(before, after)) {
            return Optional.of("MatchIndexMonotonic");
        } else if (!leaderAppendOnly(before, after)) {
            return Optional.of("LeaderAppendOnly");
        } else if (after.currentTerm() < before.currentTerm()) {
            return Optional.of("TermMonotonic");
        } else if ((after.commitIndex() < before.commitIndex() && !(event instanceof Event.Restart))
                || after.log().snapshot().lastIndex() < before.log().snapshot().lastIndex()) {
            return Optional.of("CommitIndexMonotonic");
        }
        return Optional.empty();
    }

    /** At most one leader in a term. */
    private static boolean electionSafety(Moved<Node, RaftCompleteGhost> m) {
        Node s = m.after();
        for (int i = 0; i < m.nodes().size(); i++) {
            Node other = m.nodes().get(i);
            if (i != m.index()
                    && s.role() == LEADER
                    && other.role() == LEADER
                    && s.currentTerm() == other.currentTerm()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Two logs that hold an entry of the same index and term are the same up to it, as far as neither is compacted. Up to the
     * index {@code same} entries are old: for them it held before.
     */
    private static boolean logMatching(Moved<Node, RaftCompleteGhost> m, int same) {
        Log log = m.after().log();
        for (int n = 0; n < m.nodes().size() && same < log.lastIndex(); n++) {
            Log other = m.nodes().get(n).log();
            int first = Math.max(log.snapshot().lastIndex(), other.snapshot().lastIndex()) + 1;
            int i = Math.min(log.lastIndex(), other.lastIndex());
            while (i >= first && log.termAt(i) != other.termAt(i)) {
                i--;
            }
            for (int k = first; k <= i; k++) {
                if (!log.entryAt(k).equals(other.entryAt(k))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** An entry committed in a term is in the log of every leader of a later one. */
    private static boolean leaderCompleteness(Moved<Node, RaftCompleteGhost> m, int same) {
        int old = m.ghostBefore().committed().size();
        for (int n = 0; n < m.nodes().size(); n++) {
            Node s = m.nodes().get(n);
            if (s.role() == LEADER) {
                boolean ledOn = n != m.index()
                        || (m.before().role() == LEADER
                                && m.before().currentTerm() == s.currentTerm()
                                && same == m.before().log().lastIndex());
                for (int i = ledOn ? old : 0; i < m.ghost().committed().size(); i++) {
                    Committed committed = m.ghost().committed().get(i);
                    if (s.currentTerm() > committed.by() && !holds(s.log(), i + 1, committed)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean holds(Log log, int index, Committed committed) {
        return index <= log.snapshot().lastIndex()
                || (index <= log.lastIndex() && log.entryAt(index).equals(committed.entry()));
    }

    /** What a node holds as committed is what was committed, and its snapshot is of what was committed. */
    private boolean stateMachineSafety(Moved<Node, RaftCompleteGhost> m, int same) {
        Node s = m.after();
        List<Committed> committed = m.ghost().committed();
        if (s.commitIndex() > committed.size()) {
            return false;
        }
        for (int i = Math.min(same, m.before().commitIndex()) + 1; i <= s.commitIndex(); i++) {
            if (!holds(s.log(), i, committed.get(i - 1))) {
                return false;
            }
        }
        Snapshot snapshot = s.log().snapshot();
        return snapshot.equals(m.before().log().snapshot()) || isOfWhatIsCommitted(snapshot, committed);
    }

    private boolean isOfWhatIsCommitted(Snapshot snapshot, List<Committed> committed) {
        List<Command> commands = new ArrayList<>();
        Configuration configuration = initial;
        int lastTerm = 0;
        for (Committed each : committed.subList(0, snapshot.lastIndex())) {
            lastTerm = each.entry().term();
            if (each.entry() instanceof Entry.Client client) {
                commands.add(client.command());
            } else if (each.entry() instanceof Entry.Change change) {
                configuration = change.configuration();
            }
        }
        return snapshot.equals(new Snapshot(snapshot.lastIndex(), lastTerm, commands, configuration));
    }

    /** What a leader knows that a follower holds, the follower holds. */
    private boolean matchedIsHeld(Moved<Node, RaftCompleteGhost> m) {
        for (Node s : m.nodes()) {
            for (int p = 0; p < nodes.size() && s.role() == LEADER; p++) {
                Node other = m.nodes().get(p);
                Integer match = s.leading().matchIndex().get(nodes.get(p));
                if (match != null
                        && other.currentTerm() == s.currentTerm()
                        && other.log().lastIndex() < match) {
                    return false;
                }
            }
        }
        return true;
    }

    /** And it never forgets that, whatever it hears later. */
    private static boolean matchIndexMonotonic(Node before, Node after) {
        if (before.role() != LEADER
                || after.currentTerm() != before.currentTerm()
                || before.leading().matchIndex() == after.leading().matchIndex()) {
            return true;
        }
        Map<NodeId, Integer> now = after.leading().matchIndex();
        return before.leading().matchIndex().entrySet().stream()
                .allMatch(each -> now.getOrDefault(each.getKey(), Integer.MAX_VALUE) >= each.getValue());
    }

    /** A node that is removed leads no more once that is committed. */
    private static boolean leadersAreVoters(Node s, NodeId n) {
        int last = s.log().lastIndex();
        return s.role() != LEADER
                || s.log().configurationAt(last).voters().contains(n)
                || s.log().lastChange(last) > s.commitIndex();
    }

    /** Who answers a pre-vote is as it was; a refusal changes nothing either. */
    private static boolean grantBindsNobody(Node before, Event event, Node after) {
        return !(event instanceof Event.Receive receive && receive.message() instanceof PreVote)
                || after.equals(before);
    }

    /** A leader leads on, whoever stands, unless it wanted somebody to. */
    private static boolean candidateDeposesNobody(Node before, Event event, Node after) {
        return !(event instanceof Event.Receive receive
                        && receive.message() instanceof RequestVote request
                        && !request.transfer()
                        && before.role() == LEADER)
                || after.role() == LEADER;
    }

    /** At most so many entries are on their way to one that has answered. */
    private boolean flowControl(Node s) {
        return s.leading().matchIndex().entrySet().stream()
                .filter(each -> each.getValue() > s.log().snapshot().lastIndex())
                .allMatch(each -> s.leading().nextIndex().get(each.getKey()) - each.getValue() - 1 <= window);
    }

    /** A read is answered from a state that has all that was committed when it began. */
    private boolean readsLinearizable(Moved<Node, RaftCompleteGhost> m) {
        Node s = m.after();
        if (s.role() != LEADER || s.currentTerm() != m.before().currentTerm()) {
            return true;
        }
        int answered = s.leading().confirmed();
        for (Reading read : m.ghostBefore().reading()) {
            if (read.node().equals(nodes.get(m.index()))
                    && answered >= read.round()
                    && s.commitIndex() < read.floor()) {
                return false;
            }
        }
        boolean atOnce = s.leading().round() > m.before().leading().round()
                && answered == s.leading().round();
        return !atOnce || s.commitIndex() >= m.ghostBefore().committed().size();
    }

    /** A leader never removes or changes an entry of its own log, but by compaction. */
    private static boolean leaderAppendOnly(Node before, Node after) {
        return before.role() != LEADER
                || after.role() != LEADER
                || agreement(before.log(), after.log()) == before.log().lastIndex();
    }

    /** The index up to which the second of two logs, of one node, is what the first was, or has compacted it. */
    private static int agreement(Log before, Log after) {
        int index = Math.max(before.snapshot().lastIndex(), after.snapshot().lastIndex());
        if (before.entries() == after.entries()) {
            return before.lastIndex();
        }
        int last = Math.min(before.lastIndex(), after.lastIndex());
        while (index < last && before.entryAt(index + 1).equals(after.entryAt(index + 1))) {
            index++;
        }
        return Math.min(index, before.lastIndex());
    }
}
