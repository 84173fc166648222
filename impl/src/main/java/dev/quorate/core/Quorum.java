package dev.quorate.core;

import java.util.Set;

/** Which sets of nodes may decide for all: any two of them share a node. */
public final class Quorum {
    private Quorum() {}

    /** Whether {@code members} are more than half of {@code nodes}. */
    public static boolean isMajority(Set<NodeId> members, Set<NodeId> nodes) {
        return 2 * members.size() > nodes.size();
    }
}
