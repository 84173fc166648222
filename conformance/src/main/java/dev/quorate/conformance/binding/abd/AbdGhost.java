package dev.quorate.conformance.binding.abd;

import dev.quorate.core.NodeId;
import dev.quorate.replication.abd.Node;
import dev.quorate.replication.abd.Phase;
import dev.quorate.replication.abd.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ghost variables of {@code Abd.tla}.
 *
 * @param ended the latest timestamp of the operations that have ended
 * @param began of each node, what {@code ended} was when its latest operation began
 */
record AbdGhost(Timestamp ended, Map<NodeId, Began> began) {
    /**
     * When a node's latest operation began.
     *
     * @param operation its number
     * @param after the latest timestamp of the operations that had ended
     */
    record Began(int operation, Timestamp after) {
        private static final Began NOTHING = new Began(0, Timestamp.NONE);
    }

    AbdGhost {
        began = Map.copyOf(began);
    }

    /** Nothing has begun or ended. */
    static AbdGhost initial(List<NodeId> nodes) {
        Map<NodeId, Began> began = new HashMap<>();
        nodes.forEach(node -> began.put(node, Began.NOTHING));
        return new AbdGhost(Timestamp.NONE, began);
    }

    /** The ghosts after a step that takes a node to the state {@code s}. */
    AbdGhost after(NodeId n, Node s) {
        Timestamp last = s.phase() == Phase.DONE && ended.precedes(s.latest().timestamp())
                ? s.latest().timestamp()
                : ended;
        Began old = began.get(n);
        Began latest = s.phase() == Phase.IDLE
                ? Began.NOTHING
                : s.operation() == old.operation() ? old : new Began(s.operation(), ended);
        if (last.equals(ended) && latest.equals(old)) {
            return this;
        }
        Map<NodeId, Began> changed = new HashMap<>(began);
        changed.put(n, latest);
        return new AbdGhost(last, changed);
    }
}
