package dev.quorate.replication.majority;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.Optional;
import java.util.Set;

/**
 * What nodes say to each other. {@code to} are the nodes that a message is for; each may get it, or not. {@code operation} is the
 * number of the operation that it belongs to, among those of the node that does it.
 */
public sealed interface Message {
    NodeId from();

    Set<NodeId> to();

    int operation();

    /** A node asks the others to store a value. */
    record Write(NodeId from, Set<NodeId> to, int operation, Command value) implements Message {
        public Write {
            to = Set.copyOf(to);
        }
    }

    /** A node has taken that write, or a later one of the same node. */
    record Ack(NodeId from, Set<NodeId> to, int operation) implements Message {
        public Ack {
            to = Set.copyOf(to);
        }
    }

    /** A node asks what the others store. */
    record Read(NodeId from, Set<NodeId> to, int operation) implements Message {
        public Read {
            to = Set.copyOf(to);
        }
    }

    /** A node says what. */
    record Reply(NodeId from, Set<NodeId> to, int operation, Optional<Command> value) implements Message {
        public Reply {
            to = Set.copyOf(to);
        }
    }
}
