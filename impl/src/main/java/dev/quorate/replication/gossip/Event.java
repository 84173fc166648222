package dev.quorate.replication.gossip;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** What can happen at a node: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The node where it happens. */
    NodeId node();

    /** A client writes a value. */
    record Write(NodeId node, Command value) implements Event {}

    /** A client reads. */
    record Read(NodeId node) implements Event {}

    /** The node sends its copy to a peer. */
    record Push(NodeId node, NodeId peer) implements Event {}

    /** The node asks a peer for its copy. */
    record Pull(NodeId node, NodeId peer) implements Event {}

    /** The node does both. */
    record PushPull(NodeId node, NodeId peer) implements Event {}

    /** The node has stopped, and starts again. */
    record Restart(NodeId node) implements Event {}

    /** A message arrives. */
    record Receive(NodeId node, Message message) implements Event {
        public Receive {
            if (!message.to().equals(node)) {
                throw new IllegalArgumentException(node + " receives a message to " + message.to());
            }
        }
    }
}
