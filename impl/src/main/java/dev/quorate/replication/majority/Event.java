package dev.quorate.replication.majority;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** What can happen at a node: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The node where it happens. */
    NodeId node();

    /** A client asks the node to write. */
    record ClientWrite(NodeId node, Command value) implements Event {}

    /** A client asks the node to read. */
    record ClientRead(NodeId node) implements Event {}

    /** The node has not heard enough for a while. */
    record Retry(NodeId node) implements Event {}

    /** The node has stopped, and starts again. */
    record Restart(NodeId node) implements Event {}

    /** A message arrives. */
    record Receive(NodeId node, Message message) implements Event {
        public Receive {
            if (!message.to().contains(node)) {
                throw new IllegalArgumentException(node + " receives a message to " + message.to());
            }
        }
    }
}
