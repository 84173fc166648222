package dev.quorate.conformance.simulation;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Answer.Expired;
import dev.quorate.kv.Answer.Outdated;
import dev.quorate.kv.Answer.Registered;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Entry.Restore;
import dev.quorate.kv.Session;
import dev.quorate.kv.State;
import dev.quorate.kv.StateMachine;
import dev.quorate.kv.StateMachine.Applied;
import java.util.List;
import java.util.SplittableRandom;
import org.pcollections.TreePMap;

/** The faults of {@code MCSessions.tla}, in the state machine that nodes keep copies of; two sessions, if nothing else is said. */
enum FaultyMachine {
    /** Serve <- ServeAlways: there are no sessions, and a request takes effect whenever it comes. */
    SERVES_ALWAYS {
        @Override
        Machine machine() {
            return Machine.of(0);
        }
    },

    /** Refuse <- ExpiredIsNew: a session that is not there is a new one. */
    TAKES_EXPIRED_FOR_NEW {
        @Override
        Applied apply(State s, Command command) {
            Applied applied = CORRECT.apply(s, command);
            return applied.answer() instanceof Expired
                    ? CORRECT.apply(with(s, request(command).session()), command)
                    : applied;
        }
    },

    /** PassOver <- ExecuteLate: what is not the last request of a session must be a new one. */
    EXECUTES_LATE {
        @Override
        Applied apply(State s, Command command) {
            Applied applied = CORRECT.apply(s, command);
            return applied.answer() instanceof Outdated
                    ? CORRECT.apply(with(s, request(command).session()), command)
                    : applied;
        }
    },

    /** AnswerAgain <- AnswerAnew: a request that comes again is answered by what the store is now. */
    ANSWERS_ANEW {
        @Override
        Applied apply(State s, Command command) {
            Applied applied = CORRECT.apply(s, command);
            return applied.answer() instanceof Done done && done.index() <= s.applied()
                    ? new Applied(applied.state(), anew(s, command))
                    : applied;
        }

        private static Answer anew(State s, Command command) {
            return new Done(
                    s.applied() + 1,
                    s.store().execute(request(command).operation()).outcome());
        }
    },

    /** Snapshot <- StoreAlone: a snapshot is of the store alone. */
    LEAVES_SESSIONS_OUT {
        @Override
        List<Command> condense(List<Command> commands) {
            State s = CORRECT.applyAll(CORRECT.initial(), commands);
            return List.of(new Restore(new State(s.applied(), s.registered(), TreePMap.empty(), s.store())).command());
        }
    },

    /** Apply <- ApplyByOwnClock: a replica lets a session expire when it thinks that it is time. */
    GOES_BY_ITS_OWN_CLOCK {
        @Override
        Machine machine() {
            SplittableRandom random = new SplittableRandom(1);
            return new Machine(
                    (s, command) -> {
                        Applied applied = CORRECT.apply(s, command);
                        return random.nextInt(20) > 0 ? applied : forgetful(applied);
                    },
                    this::condense);
        }

        private static Applied forgetful(Applied applied) {
            State s = applied.state();
            return s.sessions().isEmpty()
                    ? applied
                    : new Applied(
                            new State(
                                    s.applied(),
                                    s.registered(),
                                    s.sessions().minus(s.sessions().firstKey()),
                                    s.store()),
                            applied.answer());
        }
    };

    private static final StateMachine CORRECT = new StateMachine(2);

    Applied apply(State s, Command command) {
        return CORRECT.apply(s, command);
    }

    List<Command> condense(List<Command> commands) {
        return CORRECT.condense(commands);
    }

    /** The machine that has this fault. */
    Machine machine() {
        return new Machine(this::apply, this::condense);
    }

    private static Request request(Command command) {
        return (Request) Entry.parse(command);
    }

    /** The same state, in which a session has just been opened. */
    private static State with(State s, long id) {
        return new State(
                s.applied(),
                s.registered(),
                s.sessions().plus(id, new Session(Math.max(1, s.applied()), 0, new Registered(id))),
                s.store());
    }
}
