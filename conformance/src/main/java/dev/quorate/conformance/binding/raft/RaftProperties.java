package dev.quorate.conformance.binding.raft;

import static dev.quorate.raft.Role.LEADER;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.conformance.binding.raft.RaftGhost.Committed;
import dev.quorate.raft.Entry;
import dev.quorate.raft.Event;
import dev.quorate.raft.Node;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The safety properties of {@code Raft.tla}, by name and in order. All held before the step, so only what the step has changed
 * is looked at: the node that took it against the others, its log from the first entry that is new, the entries just
 * committed. By induction that is no weaker than the spec's own wording.
 */
final class RaftProperties {
    private RaftProperties() {}

    static Optional<String> broken(Moved<Node, RaftGhost> m) {
        // Most steps change neither; then there is nothing to compare.
        int same = m.after().log() == m.before().log()
                ? m.after().log().size()
                : agreement(m.before().log(), m.after().log());
        if (!electionSafety(m)) {
            return Optional.of("ElectionSafety");
        } else if (!logMatching(m, same)) {
            return Optional.of("LogMatching");
        } else if (!leaderCompleteness(m, same)) {
            return Optional.of("LeaderCompleteness");
        } else if (!stateMachineSafety(m, same)) {
            return Optional.of("StateMachineSafety");
        }
        return Optional.empty();
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after) {
        if (!leaderAppendOnly(before, after)) {
            return Optional.of("LeaderAppendOnly");
        } else if (after.currentTerm() < before.currentTerm()) {
            return Optional.of("TermMonotonic");
        } else if (after.commitIndex() < before.commitIndex() && !(event instanceof Event.Restart)) {
            return Optional.of("CommitIndexMonotonic");
        }
        return Optional.empty();
    }

    /** At most one leader in a term. */
    private static boolean electionSafety(Moved<Node, RaftGhost> m) {
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
     * Two logs that hold an entry of the same index and term are the same up to it. The first {@code same} entries are old:
     * for them it held before.
     */
    private static boolean logMatching(Moved<Node, RaftGhost> m, int same) {
        List<Entry> log = m.after().log();
        for (int n = 0; n < m.nodes().size() && same < log.size(); n++) {
            List<Entry> other = m.nodes().get(n).log();
            int i = Math.min(log.size(), other.size());
            while (i > same && log.get(i - 1).term() != other.get(i - 1).term()) {
                i--;
            }
            if (i <= same) {
                continue;
            }
            for (int k = same; k < i; k++) {
                if (!log.get(k).equals(other.get(k))) {
                    return false;
                }
            }
            // Of the same term there, so the same up to there: that held before.
            if (same > 0 && log.get(same - 1).term() != other.get(same - 1).term()) {
                return false;
            }
        }
        return true;
    }

    /** An entry committed in a term is in the log of every leader of a later one. */
    private static boolean leaderCompleteness(Moved<Node, RaftGhost> m, int same) {
        int old = m.ghostBefore().committed().size();
        for (int n = 0; n < m.nodes().size(); n++) {
            Node s = m.nodes().get(n);
            if (s.role() == LEADER) {
                boolean ledOn = n != m.index()
                        || (m.before().role() == LEADER
                                && m.before().currentTerm() == s.currentTerm()
                                && same == m.before().log().size());
                if (!holdsCommittedBefore(s, m.ghost(), ledOn ? old : 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holdsCommittedBefore(Node s, RaftGhost ghost, int from) {
        for (int i = from; i < ghost.committed().size(); i++) {
            Committed committed = ghost.committed().get(i);
            if (s.currentTerm() > committed.by()
                    && !(i < s.log().size() && committed.is(s.log().get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** What a node holds as committed is what was committed. */
    private static boolean stateMachineSafety(Moved<Node, RaftGhost> m, int same) {
        Node s = m.after();
        for (int i = Math.min(same, m.before().commitIndex()); i < s.commitIndex(); i++) {
            if (!m.ghost().committed().get(i).is(s.log().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A leader never removes or changes an entry of its own log. */
    private static boolean leaderAppendOnly(Node before, Node after) {
        return before.role() != LEADER
                || after.role() != LEADER
                || before.log() == after.log()
                || agreement(before.log(), after.log()) == before.log().size();
    }

    /** How many entries two logs have in common before the first that differs. */
    private static int agreement(List<Entry> one, List<Entry> other) {
        Iterator<Entry> ones = one.iterator();
        Iterator<Entry> others = other.iterator();
        int count = 0;
        while (ones.hasNext() && others.hasNext()) {
            Entry entry = ones.next();
            Entry theirs = others.next();
            if (!entry.equals(theirs)) {
                break;
            }
            count++;
        }
        return count;
    }
}
