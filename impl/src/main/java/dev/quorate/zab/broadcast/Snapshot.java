package dev.quorate.zab.broadcast;

import dev.quorate.core.Command;
import dev.quorate.core.PersistentList;
import dev.quorate.zab.Zxid;
import java.util.List;

/**
 * What is left of the first transactions of a history when they are compacted.
 *
 * @param lastIndex how many they are
 * @param lastZxid that of the last of them
 * @param state what they lead to: their commands, or fewer that lead to the same
 */
public record Snapshot(int lastIndex, Zxid lastZxid, List<Command> state) {
    /** The snapshot of no transaction. */
    public static final Snapshot NONE = new Snapshot(0, Zxid.NONE, List.of());

    public Snapshot {
        state = PersistentList.from(state);
    }
}
