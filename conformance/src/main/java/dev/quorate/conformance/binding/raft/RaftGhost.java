package dev.quorate.conformance.binding.raft;

import dev.quorate.core.Command;
import dev.quorate.raft.Entry;
import dev.quorate.raft.Node;
import java.util.List;
import org.pcollections.TreePVector;

/**
 * The ghost variable of {@code Raft.tla}.
 *
 * @param committed every entry ever committed, in order
 */
record RaftGhost(List<Committed> committed) {
    /**
     * A committed entry.
     *
     * @param by the term of the leader that committed it
     */
    record Committed(int term, Command command, int by) {
        boolean is(Entry entry) {
            return entry.term() == term && entry.command().equals(command);
        }
    }

    RaftGhost {
        committed = committed instanceof TreePVector ? committed : TreePVector.from(committed);
    }

    /** The spec's Step: what is committed now and never was before. */
    RaftGhost after(Node s) {
        if (s.commitIndex() <= committed.size()) {
            return this;
        }
        TreePVector<Committed> grown = TreePVector.from(committed);
        for (int i = committed.size(); i < s.commitIndex(); i++) {
            Entry entry = s.log().get(i);
            grown = grown.plus(new Committed(entry.term(), entry.command(), s.currentTerm()));
        }
        return new RaftGhost(grown);
    }
}
