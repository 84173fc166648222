package dev.quorate.raft.complete;

import dev.quorate.core.Command;
import dev.quorate.core.PersistentList;
import java.util.List;

/**
 * What stands for the first entries of a log.
 *
 * @param lastIndex the index of the last entry that it covers; 0 if none
 * @param lastTerm the term of that
 * @param state commands that lead to the state of who applies them one by one from the first
 * @param configuration the configuration that they leave in force
 */
public record Snapshot(int lastIndex, int lastTerm, List<Command> state, Configuration configuration) {
    public Snapshot {
        state = PersistentList.from(state);
    }
}
