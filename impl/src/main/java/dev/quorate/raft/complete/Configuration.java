package dev.quorate.raft.complete;

import dev.quorate.core.NodeId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which nodes are the cluster, after {@code specs/raft/Configurations.tla}.
 *
 * @param voters those of whom more than half are a quorum
 * @param learners those who get the log and count in no quorum
 */
public record Configuration(Set<NodeId> voters, Set<NodeId> learners) {
    /** What a node is in a configuration. */
    public enum Membership {
        VOTER,
        LEARNER,
        REMOVED
    }

    public Configuration {
        // In order, so that equal runs are equal to the byte.
        voters = Collections.unmodifiableSet(new TreeSet<>(voters));
        learners = Collections.unmodifiableSet(new TreeSet<>(learners));
    }

    /** All members. */
    public Set<NodeId> members() {
        Set<NodeId> members = new TreeSet<>(voters);
        members.addAll(learners);
        return members;
    }

    /** Whether these nodes, and perhaps others, are more than half of the voters. */
    public boolean isQuorum(Set<NodeId> nodes) {
        int count = 0;
        for (NodeId voter : voters) {
            count += nodes.contains(voter) ? 1 : 0;
        }
        return 2 * count > voters.size();
    }

    /** The configuration in which a node is what it shall be. */
    public Configuration with(NodeId node, Membership as) {
        return new Configuration(
                changed(voters, node, as == Membership.VOTER), changed(learners, node, as == Membership.LEARNER));
    }

    private static Set<NodeId> changed(Set<NodeId> nodes, NodeId node, boolean isIn) {
        Set<NodeId> changed = new TreeSet<>(nodes);
        if (isIn) {
            changed.add(node);
        } else {
            changed.remove(node);
        }
        return changed;
    }
}
