package dev.quorate.conformance.simulation;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.State;
import dev.quorate.kv.StateMachine;
import dev.quorate.kv.StateMachine.Applied;
import dev.quorate.kv.Store.Executed;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The state machine of which nodes keep copies.
 *
 * @param apply what a command does in a state
 * @param condense fewer commands that lead to the same state, for snapshots
 */
record Machine(BiFunction<State, Command, Applied> apply, UnaryOperator<List<Command>> condense) {
    /** The states of any of these begin so. */
    static final State INITIAL = new StateMachine(1).initial();

    /** With so many sessions; with none, a request takes effect each time that it comes. */
    static Machine of(int sessions) {
        return sessions == 0 ? withoutSessions() : of(new StateMachine(sessions));
    }

    static Machine of(StateMachine machine) {
        return new Machine(machine::apply, machine::condense);
    }

    private static Machine withoutSessions() {
        StateMachine machine = new StateMachine(1);
        BiFunction<State, Command, Applied> apply = (s, command) ->
                Entry.read(command).orElse(null) instanceof Request q ? execute(s, q) : machine.apply(s, command);
        return new Machine(apply, commands -> List.of(new Entry.Restore(fold(apply, commands)).command()));
    }

    private static Applied execute(State s, Request q) {
        Executed executed = s.store().execute(q.operation());
        State t = new State(s.applied() + 1, s.registered(), s.sessions(), executed.store());
        return new Applied(t, new Done(t.applied(), executed.outcome()));
    }

    /** The state that commands lead to from the first. */
    State fold(List<Command> commands) {
        return fold(apply, commands);
    }

    private static State fold(BiFunction<State, Command, Applied> apply, List<Command> commands) {
        State s = INITIAL;
        for (Command command : commands) {
            s = apply.apply(s, command).state();
        }
        return s;
    }
}
