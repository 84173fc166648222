package dev.quorate.core;

import java.util.Arrays;
import java.util.Set;

/** Which sets of nodes may decide for all: any two of them share a node. */
public final class Quorum {
    private Quorum() {}

    /** Whether {@code members} are more than half of {@code nodes}. */
    public static boolean isMajority(Set<NodeId> members, Set<NodeId> nodes) {
        return 2 * members.size() > nodes.size();
    }

    /**
     * How far more than half have come: the greatest number that a majority has reached. It costs the same however great the numbers
     * are, which a leader asks for after every command and every answer.
     *
     * @param each how far each of all nodes has come; at least one
     */
    public static int reached(int... each) {
        int[] ascending = each.clone();
        Arrays.sort(ascending);
        return ascending[(ascending.length - 1) / 2];
    }
}
