package dev.quorate.paxos.multi;

import dev.quorate.core.Command;
import dev.quorate.core.PersistentList;
import java.util.List;

/**
 * What stands for the first slots of a log.
 *
 * @param lastIndex the last of them; 0 if there is none
 * @param state what applying their commands led to: these commands, or fewer that lead to the same
 */
public record Snapshot(int lastIndex, List<Command> state) {
    /** Nothing is compacted. */
    public static final Snapshot NONE = new Snapshot(0, List.of());

    public Snapshot {
        state = PersistentList.from(state);
        if (lastIndex < 0) {
            throw new IllegalArgumentException("a snapshot up to slot " + lastIndex);
        }
    }
}
