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
        for (int slot = committed.size() + 1; slot <= s.commitIndex(); slot++) {
            grown = grown.plus(commandAt(s, slot));
        }
        return new MultiPaxosGhost(grown);
    }

    /** A hole is no command; that a slot up to commitIndex is none is a property, not a type. */
    private static Command commandAt(Node s, int slot) {
        return slot <= s.snapshot().lastIndex()
                ? s.snapshot().state().get(slot - 1)
                : s.proposalAt(slot).command().orElse(new Command("None"));
    }
}
