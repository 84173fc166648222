package dev.quorate.replication.primarybackup;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** What can happen at a node: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The node where it happens. */
    NodeId node();

    /** A client sends a command. */
    record ClientRequest(NodeId node, Command command) implements Event {}

    /** It is time for the primary to send its last command, or to send it again. */
    record SendCopy(NodeId node) implements Event {}

    /** The failure detector says that all nodes before this one in the line are down for good. */
    record TakeOver(NodeId node) implements Event {}

    /** The failure detector says that a backup of this node is down for good. */
    record Exclude(NodeId node, NodeId backup) implements Event {}

    /** The node stops for good. */
    record Stop(NodeId node) implements Event {}

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
