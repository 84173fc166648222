package dev.quorate.conformance.binding.primarybackup;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.replication.primarybackup.Event;
import dev.quorate.replication.primarybackup.Node;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The safety properties of {@code PrimaryBackup.tla}, by name and in order. All held before the step, so only what the step has
 * changed is looked at: the log of the node that took it, and what has just been acknowledged.
 */
final class PrimaryBackupProperties {
    private PrimaryBackupProperties() {}

    static Optional<String> broken(Moved<Node, PrimaryBackupGhost> m, List<NodeId> line) {
        PrimaryBackupGhost ghost = m.ghost();
        if (ghost.mistaken()) {
            return Optional.empty();
        }
        Node s = m.after();
        int same = s.log() == m.before().log()
                ? s.log().size()
                : agreement(m.before().log(), s.log());
        if (!agree(s.log(), ghost.acknowledged(), Math.min(same, m.before().acked()), s.acked())) {
            return Optional.of("Agreement");
        }
        int old = m.ghostBefore().acknowledged().size();
        Optional<String> broken = Optional.empty();
        for (int i = 0; i < line.size(); i++) {
            Node each = m.nodes().get(i);
            boolean moved = i == m.index();
            if (each.up() && !holds(each.log(), ghost.acknowledged(), moved ? Math.min(same, old) : old)) {
                if (each.primary().equals(line.get(i))) {
                    return Optional.of("AcknowledgedSurvives");
                }
                broken = Optional.of("OnEveryReplica");
            }
        }
        return broken;
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after, List<NodeId> line) {
        if (!after.up()) {
            return Optional.empty();
        } else if (before.primary().equals(event.node())
                && before.log() != after.log()
                && agreement(before.log(), after.log()) < before.log().size()) {
            return Optional.of("LogAppendOnly");
        } else if (line.indexOf(after.primary()) < line.indexOf(before.primary())) {
            return Optional.of("PrimaryMonotonic");
        }
        return Optional.empty();
    }

    /** Whether a log holds all that was acknowledged, which it does up to {@code from}. */
    private static boolean holds(List<Command> log, List<Command> acknowledged, int from) {
        return log.size() >= acknowledged.size() && agree(log, acknowledged, from, acknowledged.size());
    }

    private static boolean agree(List<Command> one, List<Command> other, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!one.get(i).equals(other.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** How many commands two logs have in common before the first that differs. */
    private static int agreement(List<Command> one, List<Command> other) {
        Iterator<Command> ones = one.iterator();
        Iterator<Command> others = other.iterator();
        int count = 0;
        while (ones.hasNext() && others.hasNext() && ones.next().equals(others.next())) {
            count++;
        }
        return count;
    }
}
