package dev.quorate.raft;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** What can happen at a node: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The node where it happens. */
    NodeId node();

    /** The node has heard of no leader for as long as it waits for one. */
    record Timeout(NodeId node) implements Event {}

    /** A client sends a command to the node. */
    record ClientRequest(NodeId node, Command command) implements Event {}

    /** It is time to send to a peer what it lacks, or a heartbeat. */
    record SendAppendEntries(NodeId node, NodeId peer) implements Event {}

    /** The node has stopped, and starts again. */
    record Restart(NodeId node) implements Event {}

    /** A message arrives. */
    record Receive(NodeId node, Message message) implements Event {
        public Receive {
            if (!node.equals(message.to())) {
                throw new IllegalArgumentException(node + " receives a message to " + message.to());
            }
        }
    }
}
