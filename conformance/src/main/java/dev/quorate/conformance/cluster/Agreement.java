package dev.quorate.conformance.cluster;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.kv.State;
import dev.quorate.runtime.Machine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether all replicas are in the same state after the same number of commands, however they came to it. */
final class Agreement {
    private final Map<Long, State> states = new HashMap<>();
    private Optional<String> broken = Optional.empty();
    private long commands;

    /** Watches a replica. */
    Machine.Listener of(NodeId node) {
        return new Machine.Listener() {
            @Override
            public void applied(Command command, Answer answer, State state) {
                compare(node, state, "after " + command);
            }

            @Override
            public void restored(State state) {
                compare(node, state, "after a snapshot");
            }
        };
    }

    private void compare(NodeId node, State state, String how) {
        State known = states.putIfAbsent(state.applied(), state);
        if (known == null) {
            commands++;
        } else if (broken.isEmpty() && !known.equals(state)) {
            broken = Optional.of(
                    "StateMachineSafety: after %d commands, %s is in the state%n  %s%n%s; another was in%n  %s"
                            .formatted(state.applied(), node, state, how, known));
        }
    }

    /** What two replicas do not agree on, if there is something. */
    Optional<String> broken() {
        return broken;
    }

    /** How many commands have been applied, each counted once. */
    long commands() {
        return commands;
    }
}
