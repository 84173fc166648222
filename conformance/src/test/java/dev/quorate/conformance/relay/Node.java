package dev.quorate.conformance.relay;

import dev.quorate.core.NodeId;
import java.util.Optional;
import java.util.Set;

/** A node of {@code Relay.tla}: {@code nodes[n]}. */
record Node(Optional<NodeId> leader, int number, Set<NodeId> followers) {
    static final Node INITIAL = new Node(Optional.empty(), 0, Set.of());
}
