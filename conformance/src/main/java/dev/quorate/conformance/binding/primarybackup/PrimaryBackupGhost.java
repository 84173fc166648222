package dev.quorate.conformance.binding.primarybackup;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.replication.primarybackup.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pcollections.TreePVector;

/**
 * The ghost variables of {@code PrimaryBackup.tla}.
 *
 * @param acknowledged every command ever acknowledged, in order
 * @param down the nodes that are down for good
 * @param mistaken whether the failure detector has ever been wrong
 */
record PrimaryBackupGhost(List<Command> acknowledged, Set<NodeId> down, boolean mistaken) {
    static final PrimaryBackupGhost INITIAL = new PrimaryBackupGhost(List.of(), Set.of(), false);

    PrimaryBackupGhost {
        acknowledged = acknowledged instanceof TreePVector ? acknowledged : TreePVector.from(acknowledged);
        down = Set.copyOf(down);
    }

    /**
     * The spec's Step: what is acknowledged now and never was before, and what the detector has said.
     *
     * @param line the nodes, in the order in which they take over
     */
    PrimaryBackupGhost after(NodeId n, Node s, List<NodeId> line) {
        boolean wrong = mistaken || !isRight(n, s, line);
        if (s.up() && s.acked() <= acknowledged.size() && wrong == mistaken) {
            return this;
        }
        TreePVector<Command> grown = TreePVector.from(acknowledged);
        for (int i = acknowledged.size(); i < s.acked(); i++) {
            grown = grown.plus(s.log().get(i));
        }
        Set<NodeId> stopped = new HashSet<>(down);
        if (!s.up()) {
            stopped.add(n);
        }
        return new PrimaryBackupGhost(grown, stopped, wrong);
    }

    /** Whether those are down whom n believes to be, if it is the primary. */
    private boolean isRight(NodeId n, Node s, List<NodeId> line) {
        return !s.primary().equals(n)
                || (down.containsAll(line.subList(0, line.indexOf(n))) && down.containsAll(s.excluded()));
    }
}
