package dev.quorate.raft.complete;

import dev.quorate.core.Command;

/** A log entry. {@code term} is that of the leader that took it. */
public sealed interface Entry {
    int term();

    /** What a client has sent. */
    record Client(int term, Command command) implements Entry {}

    /** What a leader takes first, so that it can commit what is before it (thesis, section 6.4). */
    record NoOp(int term) implements Entry {}

    /** The cluster is another one from here on (thesis, section 4.1). */
    record Change(int term, Configuration configuration) implements Entry {}
}
