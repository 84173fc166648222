package dev.quorate.replication.abd;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.Optional;
import java.util.Set;

/**
 * The local state of one node, which stores a version and does one thing at a time for clients: the spec's {@code nodes[n]}.
 * Durable, so on disk before the messages of a step leave: {@code stored} and {@code operation}.
 *
 * @param stored the latest version it knows
 * @param operation the number of its latest operation
 * @param phase what it does for a client
 * @param request what it writes; empty if it reads
 * @param latest the latest version it has heard of; then what it propagates, and returns
 * @param heard who has answered in this phase
 */
public record Node(
        Version stored, int operation, Phase phase, Optional<Command> request, Version latest, Set<NodeId> heard) {
    /** A node at which nothing has happened. */
    static final Node INITIAL = new Node(Version.NONE, 0, Phase.IDLE, Optional.empty(), Version.NONE, Set.of());

    public Node {
        heard = Set.copyOf(heard);
    }

    Node withStored(Version value) {
        return new Node(value, operation, phase, request, latest, heard);
    }

    Node withPhase(Phase value) {
        return new Node(stored, operation, value, request, latest, Set.of());
    }

    Node withLatest(Version value) {
        return new Node(stored, operation, phase, request, value, heard);
    }

    Node withHeard(Set<NodeId> value) {
        return new Node(stored, operation, phase, request, latest, value);
    }
}
