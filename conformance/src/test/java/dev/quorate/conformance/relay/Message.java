package dev.quorate.conformance.relay;

import dev.quorate.core.NodeId;

/** The messages of {@code Relay.tla}. */
sealed interface Message {
    NodeId from();

    NodeId to();

    int number();

    record Hello(NodeId from, NodeId to, int number) implements Message {}

    record Welcome(NodeId from, NodeId to, int number) implements Message {}

    record Count(NodeId from, NodeId to, int number) implements Message {}
}
