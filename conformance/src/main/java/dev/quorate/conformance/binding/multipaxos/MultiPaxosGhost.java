package dev.quorate.conformance.binding.multipaxos;

import static dev.quorate.core.Sequences.subSeq;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.paxos.multi.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pcollections.TreePVector;

/**
 * The ghost variables of {@code MultiPaxos.tla}.
 *
 * @param committed every command ever committed, in the order of the slots
 * @param reads per node, for each of its rounds that is not confirmed, how many commands were committed when it began
 */
record MultiPaxosGhost(List<Command> committed, Map<NodeId, List<Integer>> reads) {
    MultiPaxosGhost {
        committed = committed instanceof TreePVector ? committed : TreePVector.from(committed);
        reads = Map.copyOf(reads);
    }

    /** The spec's Step: what is committed now and never was before, and which reads wait. */
    MultiPaxosGhost after(NodeId n, Node before, Node s) {
        boolean same = s.commitIndex() <= committed.size() && s.reading().equals(before.reading());
        return same ? this : new MultiPaxosGhost(committed(s), reads(n, before, s));
    }

    private List<Command> committed(Node s) {
        TreePVector<Command> grown = TreePVector.from(committed);
        for (int slot = committed.size() + 1; slot <= s.commitIndex(); slot++) {
            grown = grown.plus(commandAt(s, slot));
        }
        return grown;
    }

    /** A hole is no command; that a slot up to commitIndex is none is a property, not a type. */
    private static Command commandAt(Node s, int slot) {
        return slot <= s.snapshot().lastIndex()
                ? s.snapshot().state().get(slot - 1)
                : s.proposalAt(slot).command().orElse(new Command("None"));
    }

    private Map<NodeId, List<Integer>> reads(NodeId n, Node before, Node s) {
        if (s.reading().equals(before.reading())) {
            return reads;
        }
        List<Integer> floors = floors(n, before, s);
        int answered = s.reading().confirmed() - before.reading().confirmed();
        Map<NodeId, List<Integer>> changed = new HashMap<>(reads);
        changed.put(n, s.reading().round() == 0 ? List.of() : subSeq(floors, answered + 1, floors.size()));
        return changed;
    }

    /** Of the rounds that a node had not confirmed, and of one that it begins in a step, how many were committed then. */
    List<Integer> floors(NodeId n, Node before, Node s) {
        List<Integer> floors = new ArrayList<>(reads.get(n));
        if (s.reading().round() > before.reading().round()) {
            floors.add(committed.size());
        }
        return floors;
    }
}
