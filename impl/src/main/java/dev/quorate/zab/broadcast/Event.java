package dev.quorate.zab.broadcast;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** What can happen at a server: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The server where it happens. */
    NodeId node();

    /** The election has an outcome at this server: it leads, if {@code leader} is itself, or it follows. */
    record Elect(NodeId node, NodeId leader) implements Event {}

    /** The server has heard too little for too long: of its leader, or of a quorum of followers. */
    record Timeout(NodeId node) implements Event {}

    /** A client sends a command to the server. */
    record ClientRequest(NodeId node, Command command) implements Event {}

    /** The server, which leads, begins a round of reads. */
    record ReadIndex(NodeId node) implements Event {}

    /** The server replaces the first transactions of its history by a snapshot. */
    record Compact(NodeId node, int index) implements Event {}

    /** The server has stopped, and starts again. */
    record Restart(NodeId node) implements Event {}

    /** A message arrives, the first of its channel. */
    record Receive(NodeId node, Message message) implements Event {
        public Receive {
            if (!node.equals(message.to())) {
                throw new IllegalArgumentException(node + " receives a message to " + message.to());
            }
        }
    }
}
