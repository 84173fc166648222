package dev.quorate.replication.gossip;

import dev.quorate.core.NodeId;
import java.util.Set;

/** What nodes say to each other. */
public sealed interface Message {
    NodeId from();

    NodeId to();

    /**
     * The sender's copy, of itself or in answer.
     *
     * @param versions the copy
     */
    record Update(NodeId from, NodeId to, Set<Version> versions) implements Message {
        public Update {
            versions = Set.copyOf(versions);
        }
    }

    /** The sender asks for the receiver's copy. */
    record Request(NodeId from, NodeId to) implements Message {}

    /**
     * Both at once.
     *
     * @param versions the sender's copy
     */
    record Exchange(NodeId from, NodeId to, Set<Version> versions) implements Message {
        public Exchange {
            versions = Set.copyOf(versions);
        }
    }
}
