package dev.quorate.conformance.simulation;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Entry.Restore;
import dev.quorate.kv.Operation;
import dev.quorate.kv.State;
import dev.quorate.kv.StateMachine.Applied;
import java.util.ArrayList;
import java.util.List;

/** One node's copy of the replicated store: what the commands that it has applied come to. */
final class Copy {
    private final Machine machine;
    private State state = Machine.INITIAL;
    private int applied;
    private long version;

    /** A copy to which nothing was applied. */
    Copy(Machine machine) {
        this.machine = machine;
    }

    /** How many commands have been applied. */
    int applied() {
        return applied;
    }

    /** The version of the store that the last of them made. */
    long version() {
        return version;
    }

    /** Applies a command, which makes a version. */
    Answer apply(Command command, long made) {
        Applied result = machine.apply().apply(state, command);
        state = result.state();
        applied++;
        version = made;
        return result.answer();
    }

    /**
     * Takes over a snapshot from a node that has applied more commands.
     *
     * @param commands those that this one lacks
     * @param made the version that the last of them makes
     */
    void restore(List<Command> commands, long made) {
        List<Command> all = new ArrayList<>(commands);
        all.add(0, new Restore(state).command());
        state = machine.fold(machine.condense().apply(all));
        applied += commands.size();
        version = made;
    }

    /** What an operation would give now, without being applied. */
    Done peek(Operation operation) {
        return new Done(applied, state.store().execute(operation).outcome());
    }
}
