package dev.quorate.replication.abd;

import dev.quorate.core.NodeId;
import java.util.Set;

/**
 * What nodes say to each other. {@code to} are the nodes that a message is for; each may get it, or not. {@code operation} is the
 * number of the operation that it belongs to, among those of the node that does it.
 */
public sealed interface Message {
    NodeId from();

    Set<NodeId> to();

    int operation();

    /** A node asks which version the others store (the query phase). */
    record Query(NodeId from, Set<NodeId> to, int operation) implements Message {
        public Query {
            to = Set.copyOf(to);
        }
    }

    /** A node says which. */
    record Report(NodeId from, Set<NodeId> to, int operation, Version version) implements Message {
        public Report {
            to = Set.copyOf(to);
        }
    }

    /** A node asks the others to store a version (the propagation phase). */
    record Propagate(NodeId from, Set<NodeId> to, int operation, Version version) implements Message {
        public Propagate {
            to = Set.copyOf(to);
        }
    }

    /** A node stores that version, or a later one. */
    record Ack(NodeId from, Set<NodeId> to, int operation) implements Message {
        public Ack {
            to = Set.copyOf(to);
        }
    }
}
