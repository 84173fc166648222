package dev.quorate.replication.gossip;

import dev.quorate.core.NodeId;
import dev.quorate.replication.gossip.Stamp.Timestamp;
import dev.quorate.replication.gossip.Stamp.Vector;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How versions are ordered: the constant of that name of {@code specs/replication/Versions.tla}. */
public enum Versioning {
    /** By timestamps, so that of two writes that have not seen each other the later stays (Cassandra). */
    LAST_WRITER_WINS {
        @Override
        Stamp nextStamp(NodeId n, Set<Version> copy, Set<NodeId> nodes) {
            int seen = 0;
            for (Version v : copy) {
                seen = Math.max(seen, ((Timestamp) v.stamp()).counter());
            }
            return new Timestamp(seen + 1, n);
        }
    },

    /** By vectors, so that both stay (Dynamo). */
    VERSION_VECTOR {
        @Override
        Stamp nextStamp(NodeId n, Set<Version> copy, Set<NodeId> nodes) {
            Map<NodeId, Integer> seen = new HashMap<>();
            nodes.forEach(node -> seen.put(node, 0));
            for (Version v : copy) {
                ((Vector) v.stamp()).counts().forEach((node, count) -> seen.merge(node, count, Math::max));
            }
            seen.merge(n, 1, Integer::sum);
            return new Vector(seen);
        }
    };

    /**
     * The stamp of what a node writes in the place of a copy: newer than all in it.
     *
     * @param nodes the cluster
     */
    abstract Stamp nextStamp(NodeId n, Set<Version> copy, Set<NodeId> nodes);
}
