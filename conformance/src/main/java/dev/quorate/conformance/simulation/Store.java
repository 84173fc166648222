package dev.quorate.conformance.simulation;

import dev.quorate.conformance.simulation.Operation.Result;
import dev.quorate.core.Command;
import java.util.HashMap;
import java.util.Map;

/**
 * One node's copy of the replicated store: what the commands that it has applied come to. A command that comes a second time,
 * because its client has sent it again, changes nothing and has the answer it had (client sessions, Ongaro's thesis, §6.3).
 */
final class Store {
    private final Map<Command, Operation> operations;
    private final Map<String, Long> values = new HashMap<>();
    private final Map<Integer, Answer> sessions = new HashMap<>();
    private final boolean keepsSessions;
    private int applied;
    private long version;

    private record Answer(long sequence, Result result) {}

    /**
     * An empty copy.
     *
     * @param operations those that clients have asked for; a command is the name of one
     * @param keepsSessions whether a command that comes again changes nothing
     */
    Store(Map<Command, Operation> operations, boolean keepsSessions) {
        this.operations = operations;
        this.keepsSessions = keepsSessions;
    }

    /** What the keys hold that were written. */
    Map<String, Long> values() {
        return Map.copyOf(values);
    }

    /** How many commands have been applied. */
    int applied() {
        return applied;
    }

    /** The version that the last of them made. */
    long version() {
        return version;
    }

    /** Applies a command, which makes a version. One that is no operation of a client, such as a protocol's own no-op, changes nothing else. */
    Result apply(Command command, long made) {
        applied++;
        version = made;
        Operation operation = operations.get(command);
        if (operation == null) {
            return Result.nothing(version);
        }
        Answer last = sessions.get(operation.client());
        if (keepsSessions && last != null && last.sequence >= operation.sequence()) {
            return last.result;
        }
        Result result = operation.apply(values, version);
        sessions.put(operation.client(), new Answer(operation.sequence(), result));
        return result;
    }

    /** What an operation would give now, without being applied. */
    Result peek(Operation operation) {
        return operation.apply(new HashMap<>(values), version);
    }
}
