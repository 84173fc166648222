package dev.quorate.conformance.binding.gossip;

import dev.quorate.core.NodeId;
import dev.quorate.replication.gossip.Event;

/** How a node and its peer compare their copies: an element of the model's constant {@code Exchanges}. */
public enum Exchange {
    PUSH,
    PULL,
    PUSH_PULL;

    /** The event with which a node begins it. */
    public Event begin(NodeId node, NodeId peer) {
        return switch (this) {
            case PUSH -> new Event.Push(node, peer);
            case PULL -> new Event.Pull(node, peer);
            case PUSH_PULL -> new Event.PushPull(node, peer);
        };
    }
}
