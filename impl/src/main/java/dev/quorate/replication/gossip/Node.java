package dev.quorate.replication.gossip;

import java.util.Set;

/**
 * The local state of one node: the spec's {@code nodes[n]}. All of it is durable, so on disk before a write is answered.
 *
 * @param versions the copy
 */
public record Node(Set<Version> versions) {
    public Node {
        versions = Set.copyOf(versions);
    }
}
