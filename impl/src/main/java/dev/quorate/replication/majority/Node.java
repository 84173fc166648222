package dev.quorate.replication.majority;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The local state of one node, which stores a value and does one thing at a time for clients: the spec's {@code nodes[n]}.
 * Durable, so on disk before the messages of a step leave: {@code value}, {@code taken} and {@code operation}.
 *
 * @param value what it stores
 * @param taken the number of the latest write that it took of each node
 * @param operation the number of its latest operation
 * @param phase what it does for a client
 * @param request what it writes; empty if it reads
 * @param heard who has answered, and with which value, in the order in which it heard
 */
public record Node(
        Optional<Command> value,
        Map<NodeId, Integer> taken,
        int operation,
        Phase phase,
        Optional<Command> request,
        List<Heard> heard) {
    public Node {
        taken = Map.copyOf(taken);
        heard = List.copyOf(heard);
    }

    Node withValue(Command stored, Map<NodeId, Integer> newest) {
        return new Node(Optional.of(stored), newest, operation, phase, request, heard);
    }

    Node withHeard(List<Heard> answers, Phase next) {
        return new Node(value, taken, operation, next, request, answers);
    }
}
