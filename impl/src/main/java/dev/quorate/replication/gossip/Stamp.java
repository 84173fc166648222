package dev.quorate.replication.gossip;

import dev.quorate.core.NodeId;
import java.util.Map;

/** What orders versions. All stamps of a cluster are of one kind. */
public sealed interface Stamp {
    /** Whether what has this stamp is older than what has another of the same kind. */
    boolean isOlderThan(Stamp other);

    /**
     * A Lamport clock (Lamport 1978). Any two are ordered.
     *
     * @param counter above all that the writer had seen
     * @param node the writer, whose name decides between equal counters
     */
    record Timestamp(int counter, NodeId node) implements Stamp {
        @Override
        public boolean isOlderThan(Stamp other) {
            Timestamp t = (Timestamp) other;
            return counter < t.counter || (counter == t.counter && node.compareTo(t.node) < 0);
        }
    }

    /**
     * A version vector (Parker et al. 1983). Two that have not seen each other are not ordered.
     *
     * @param counts of each node, how many of its writes were seen, the write itself included
     */
    record Vector(Map<NodeId, Integer> counts) implements Stamp {
        public Vector {
            counts = Map.copyOf(counts);
        }

        @Override
        public boolean isOlderThan(Stamp other) {
            Map<NodeId, Integer> others = ((Vector) other).counts;
            boolean isLess = false;
            for (Map.Entry<NodeId, Integer> entry : counts.entrySet()) {
                int count = entry.getValue();
                int otherCount = others.get(entry.getKey());
                if (count > otherCount) {
                    return false;
                }
                isLess |= count < otherCount;
            }
            return isLess;
        }
    }
}
