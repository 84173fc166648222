package dev.quorate.conformance.binding.multipaxos;

import dev.quorate.core.Command;
import dev.quorate.paxos.multi.Node;
import java.util.List;
import org.pcollections.TreePVector;

/**
 * The ghost variable of {@code MultiPaxos.tla}.
 *
 * @param committed every command ever committed, in the order of the slots
 */
record MultiPaxosGhost(List<Command> committed) {
    MultiPaxosGhost {
        committed = committed instanceof TreePVector ? committed : TreePVector.from(committed);
    }

    /** The spec's Step: what is committed now and never was before. */
    MultiPaxosGhost after(Node s) {
        if (s.commitIndex() <= committed.size()) {
            return this;
        }
        TreePVector<Command> grown = TreePVector.from(committed);
        for (int i = committed.size(); i < s.commitIndex(); i++) {
            // A hole is no command; that a slot up to commitIndex is none is a property, not a type.
            grown = grown.plus(s.log().get(i).command().orElse(new Command("None")));
        }
        return new MultiPaxosGhost(grown);
    }
}
