package dev.quorate.conformance.binding;

import dev.quorate.core.Command;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/**
 * The part of a log that a node has applied, as a view: a log may be long, and a step changes little of it. Its first entries may
 * have been compacted.
 */
public final class Applied<T> extends AbstractList<Command> {
    private final List<Command> compacted;
    private final List<T> log;
    private final int length;
    private final Function<T, Command> command;

    /**
     * The commands of the first entries of a log.
     *
     * @param length how many
     * @param command the command of an entry
     */
    public Applied(List<T> log, int length, Function<T, Command> command) {
        this(List.of(), log, length, command);
    }

    /**
     * The commands of a snapshot, and of the first entries of the log that follows it.
     *
     * @param compacted those of the snapshot
     * @param length how many, with those
     * @param command the command of an entry
     */
    public Applied(List<Command> compacted, List<T> log, int length, Function<T, Command> command) {
        this.compacted = compacted;
        this.log = log;
        this.length = length;
        this.command = command;
    }

    @Override
    public Command get(int i) {
        return i < compacted.size() ? compacted.get(i) : command.apply(log.get(i - compacted.size()));
    }

    @Override
    public int size() {
        return length;
    }
}
