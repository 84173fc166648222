package dev.quorate.runtime;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry;
import dev.quorate.kv.State;
import dev.quorate.kv.StateMachine;
import java.util.List;
import java.util.Optional;

/**
 * What a replica has applied of its log. One thread applies; any may look at the {@link #state}, which is immutable, and so is a
 * snapshot of a moment.
 */
public final class Machine {
    private final StateMachine machine;
    private final Listener listener;
    private volatile State state;
    private int applied;

    /** What was applied, in entries; a long one counts for more. */
    private long weight;

    /** That of the last snapshot. */
    private long snapshotWeight;

    /** The state at an index that a snapshot may be taken of, a while later, when the others have it, too. */
    private Mark mark;

    /** Whether the snapshot that is being taken is the mark's. */
    private boolean taking;

    private record Mark(int index, long weight, State state) {}

    /** An entry weighs one, and one more for each so many of its characters. */
    private static final int CHARACTERS = 256;

    /** Who is told what is applied, by the thread that does, in order. */
    public interface Listener {
        /** A command has been applied, which led to a state. */
        default void applied(Command command, Answer answer, State state) {}

        /** A snapshot has been taken over from another replica: this state follows none that was applied here. */
        default void restored(State state) {}
    }

    /**
     * A machine that has applied nothing.
     *
     * @param maxSessions how many sessions there are at most; the same at all replicas, for ever
     */
    public Machine(int maxSessions, Listener listener) {
        machine = new StateMachine(maxSessions);
        this.listener = listener;
        state = machine.initial();
        mark = new Mark(0, 0, state);
    }

    private static long weight(Command command) {
        return 1L + command.name().length() / CHARACTERS;
    }

    /** What has been applied, and nothing of what comes after. */
    public State state() {
        return state;
    }

    /** The index of the last entry of the log that has been applied. */
    int applied() {
        return applied;
    }

    /** Takes over what a snapshot stands for, in place of all that was applied. */
    void restore(int index, List<Command> commands) {
        applied = index;
        state = machine.applyAll(machine.initial(), commands);
        snapshotWeight = commands.stream().mapToLong(Machine::weight).sum();
        mark = new Mark(index, weight, state);
        listener.restored(state);
    }

    /** Applies the next entry of the log; the answer is empty if it is the protocol's own. */
    Optional<Answer> apply(Optional<Command> command) {
        applied++;
        if (command.isEmpty()) {
            weight++;
            return Optional.empty();
        }
        weight += weight(command.get());
        StateMachine.Applied next = machine.apply(state, command.get());
        state = next.state();
        listener.applied(command.get(), next.answer(), state);
        return Optional.of(next.answer());
    }

    /** Remembers the state as it is, of which a snapshot may be taken later. */
    void mark() {
        mark = new Mark(applied, weight, state);
    }

    /** How many entries, of which long ones count for more, have been applied since the mark. */
    long sinceMark() {
        return weight - mark.weight();
    }

    /** What the last snapshot weighs, as entries do. */
    long snapshotWeight() {
        return snapshotWeight;
    }

    /** The index that was marked. */
    int marked() {
        return mark.index();
    }

    /** Runs what takes a snapshot of the marked state. */
    void taking(Runnable take) {
        taking = true;
        try {
            take.run();
        } finally {
            taking = false;
        }
    }

    /**
     * Fewer commands that lead to the same state: what the core's snapshots keep of commands. Of the marked state they are at hand;
     * of others, such as when a log is read again, they are worked out, and are the same.
     */
    public List<Command> condense(List<Command> commands) {
        if (!taking) {
            return machine.condense(commands);
        }
        Command restore = new Entry.Restore(mark.state()).command();
        snapshotWeight = weight(restore);
        return List.of(restore);
    }
}
