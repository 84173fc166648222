package dev.quorate.conformance.simulation;

import dev.quorate.conformance.simulation.Operation.Result;
import dev.quorate.core.Command;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One node's copy of the replicated store: what the commands that it has applied come to. A command that comes a second time,
 * because its client has sent it again, changes nothing and has the answer it had (client sessions, Ongaro's thesis, §6.3).
 */
final class Store {
    private final Map<Command, Operation> operations;
    private final Map<String, Long> values = new HashMap<>();
    private final Map<Integer, Answer> sessions = new HashMap<>();
    private int applied;

    private record Answer(long sequence, Result result) {}

    /** An empty copy. The operations are those that clients have asked for; a command is the name of one. */
    Store(Map<Command, Operation> operations) {
        this.operations = operations;
    }

    /** How many commands have been applied. */
    int applied() {
        return applied;
    }

    /** Applies a command. One that is no operation of a client, such as a protocol's own no-op, changes nothing. */
    Result apply(Command command) {
        applied++;
        Operation operation = operations.get(command);
        if (operation == null) {
            return new Result(true, Optional.empty());
        }
        Answer last = sessions.get(operation.client());
        if (last != null && last.sequence >= operation.sequence()) {
            return last.result;
        }
        Result result = operation.apply(values);
        sessions.put(operation.client(), new Answer(operation.sequence(), result));
        return result;
    }

    /** What an operation would give now, without being applied. */
    Result peek(Operation operation) {
        return operation.apply(new HashMap<>(values));
    }
}
