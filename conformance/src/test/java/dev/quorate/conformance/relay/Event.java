package dev.quorate.conformance.relay;

import dev.quorate.core.NodeId;

/** The actions of {@code Relay.tla} that happen at a node. */
sealed interface Event {
    NodeId node();

    record Connect(NodeId node, NodeId peer) implements Event {}

    record Count(NodeId node) implements Event {}

    record Restart(NodeId node) implements Event {}

    record Receive(NodeId node, Message message) implements Event {}
}
