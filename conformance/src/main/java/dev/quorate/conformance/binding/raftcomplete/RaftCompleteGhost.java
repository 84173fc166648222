package dev.quorate.conformance.binding.raftcomplete;

import static dev.quorate.raft.complete.Role.LEADER;

import dev.quorate.core.NodeId;
import dev.quorate.raft.complete.Entry;
import dev.quorate.raft.complete.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pcollections.TreePVector;

/**
 * The ghost variables of {@code RaftComplete.tla}.
 *
 * @param committed every entry ever committed, in order
 * @param reading the reads that are pending
 */
record RaftCompleteGhost(List<Committed> committed, Set<Reading> reading) {
    /**
     * A committed entry.
     *
     * @param by the term of the leader that committed it
     */
    record Committed(Entry entry, int by) {}

    /**
     * A pending read.
     *
     * @param floor how much was committed when it began
     */
    record Reading(NodeId node, int round, int floor) {}

    RaftCompleteGhost {
        committed = committed instanceof TreePVector ? committed : TreePVector.from(committed);
        reading = Set.copyOf(reading);
    }

    /** The spec's Step: what is committed now and never was before, and which reads are pending. */
    RaftCompleteGhost after(NodeId n, Node before, Node s) {
        boolean begins = s.leading().round() > before.leading().round();
        boolean commits = s.commitIndex() > committed.size();
        if (!begins && !commits && reading.isEmpty()) {
            return this;
        }
        TreePVector<Committed> grown = TreePVector.from(committed);
        for (int i = committed.size() + 1; i <= s.commitIndex(); i++) {
            grown = grown.plus(new Committed(s.log().entryAt(i), s.currentTerm()));
        }
        Set<Reading> pending = new HashSet<>(reading);
        if (begins) {
            pending.add(new Reading(n, s.leading().round(), committed.size()));
        }
        pending.removeIf(read -> read.node().equals(n) && !isPending(before, s, read.round()));
        return new RaftCompleteGhost(grown, pending);
    }

    /** The spec's Pending. */
    private static boolean isPending(Node before, Node s, int round) {
        return s.role() == LEADER
                && s.currentTerm() == before.currentTerm()
                && round > s.leading().confirmed();
    }
}
