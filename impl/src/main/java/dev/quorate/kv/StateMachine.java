package dev.quorate.kv;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Answer.Expired;
import dev.quorate.kv.Answer.Ignored;
import dev.quorate.kv.Answer.Outdated;
import dev.quorate.kv.Answer.Registered;
import dev.quorate.kv.Entry.Register;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Entry.Restore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * The state machine that a replicated log drives: a key–value store with client sessions, as a pure function. To be read beside
 * {@code specs/abstract/Sessions.tla}: each operator of the spec that makes a state of a state {@code s}, or helps to, is a method
 * of the same name here, in the same order.
 *
 * <p>Sources: D. Ongaro, "Consensus: Bridging Theory and Practice" (2014), section 6.3; B. Liskov, J. Cowling, "Viewstamped
 * Replication Revisited" (2012), section 4.
 *
 * <p>How a client uses it: it has {@code register} put into the log, as often as it must until it is told its session ({@link
 * Registered}). Then it sends one request at a time, with the session's name and the next number, as often as it must and to
 * whom it likes, until it is told what came of it ({@link Done}). If its session has {@link Expired}, it may open another, but
 * not ask again what it asked last: that may have been done. A server passes on what it can read as one of those two entries,
 * and nothing else.
 */
public final class StateMachine {
    private final int maxSessions;

    /**
     * A state machine.
     *
     * @param maxSessions how many sessions there are at most; the same at all replicas, for ever
     */
    public StateMachine(int maxSessions) {
        if (maxSessions < 1) {
            throw new IllegalArgumentException("expected at least one session, found " + maxSessions);
        }
        this.maxSessions = maxSessions;
    }

    /** A state, and the answer to the command that led there. */
    public record Applied(State state, Answer answer) {}

    /** The state before all commands. */
    public State initial() {
        return State.INITIAL;
    }

    /** What a command does in a state. Total: one that says nothing to a store, such as a protocol's own, changes nothing. */
    public Applied apply(State s, Command command) {
        return result(s, Entry.read(command));
    }

    /** The state that commands lead to, one after the other. */
    public State applyAll(State s, Iterable<Command> commands) {
        State t = s;
        for (Command command : commands) {
            t = apply(t, command).state();
        }
        return t;
    }

    /**
     * Fewer commands that lead to the same state, sessions and all: what a snapshot keeps of the commands that it stands for.
     *
     * @param commands all that have been applied, or such a list and what has been applied since
     */
    public List<Command> condense(List<Command> commands) {
        return commands.isEmpty() ? List.of() : List.of(new Restore(applyAll(initial(), commands)).command());
    }

    // ---------------------------------------------------------------------------------------------------------------

    private static Long leastRecentlyUsed(PSortedMap<Long, Session> sessions) {
        return sessions.entrySet().stream()
                .min(Comparator.comparingLong(session -> session.getValue().used()))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private PSortedMap<Long, Session> expire(PSortedMap<Long, Session> sessions) {
        return sessions.size() <= maxSessions ? sessions : sessions.minus(leastRecentlyUsed(sessions));
    }

    private static long nextSession(State s) {
        return s.registered() + 1;
    }

    /** The state s after one more command, which is answered. */
    private static Applied after(State s, Answer answer) {
        return new Applied(new State(s.applied() + 1, s.registered(), s.sessions(), s.store()), answer);
    }

    /** The same, of a command of a session, which is now like this. */
    private static State using(State s, long id, long sequence, Answer answer) {
        return new State(
                s.applied(),
                s.registered(),
                s.sessions().plus(id, new Session(s.applied() + 1, sequence, answer)),
                s.store());
    }

    private static Applied ignore(State s) {
        return after(s, new Ignored());
    }

    private Applied openSession(State s) {
        long id = nextSession(s);
        State t = using(s, id, 0, new Registered(id));
        return new Applied(
                new State(t.applied() + 1, t.registered() + 1, expire(t.sessions()), t.store()), new Registered(id));
    }

    private static Applied execute(State s, Request q) {
        Store.Executed executed = s.store().execute(q.operation());
        Answer answer = new Done(s.applied() + 1, executed.outcome());
        State t = using(s, q.session(), q.sequence(), answer);
        return after(new State(t.applied(), t.registered(), t.sessions(), executed.store()), answer);
    }

    private static Applied answerAgain(State s, Request q) {
        Answer answer = s.sessions().get(q.session()).answer();
        return after(using(s, q.session(), q.sequence(), answer), answer);
    }

    private static Applied passOver(State s, Request q) {
        Session session = s.sessions().get(q.session());
        return after(using(s, q.session(), session.sequence(), session.answer()), new Outdated());
    }

    private static Applied refuse(State s) {
        return after(s, new Expired());
    }

    private static Applied serve(State s, Request q) {
        Session session = s.sessions().get(q.session());
        if (session == null) {
            return refuse(s);
        } else if (q.sequence() > session.sequence()) {
            return execute(s, q);
        } else if (q.sequence() == session.sequence()) {
            return answerAgain(s, q);
        } else {
            return passOver(s, q);
        }
    }

    private Applied result(State s, Optional<Entry> entry) {
        if (entry.isEmpty()) {
            return ignore(s);
        } else if (entry.get() instanceof Register) {
            return openSession(s);
        } else if (entry.get() instanceof Request request) {
            return serve(s, request);
        } else {
            return restore(s, (Restore) entry.get());
        }
    }

    /** Where a snapshot begins, and nowhere else: one that comes in the log is nobody's. */
    private static Applied restore(State s, Restore snapshot) {
        if (!s.equals(State.INITIAL)) {
            return ignore(s);
        }
        return new Applied(snapshot.state(), new Ignored());
    }
}
