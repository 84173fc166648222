package dev.quorate.conformance.simulation;

import dev.quorate.conformance.history.Consistency;
import java.util.Optional;

/** How a read of a replicated store is done, and so what clients are promised. */
public enum Reads {
    /** As a command of the log. */
    LOG("through the log", Consistency.LINEARIZABLE),

    /** From the leader's own copy, once a quorum has told it that it still leads (Raft's ReadIndex). */
    QUORUM("from the leader's own copy, once a quorum has told it that it leads", Consistency.LINEARIZABLE),

    /** From the leader's own copy, while it holds a lease; else as {@link #QUORUM}. */
    LEASE("from the leader's own copy, while it holds a lease", Consistency.LINEARIZABLE),

    /** From a node's own copy, once that has applied a write of the reader's own. */
    BEHIND_WRITE("from a node's own copy, behind a write of the reader's own", Consistency.LINEARIZABLE),

    /** From a node's own copy, once that has what its leader had when it was asked (ZooKeeper's {@code sync}). */
    SYNC("from a node's own copy, once that has what its leader had", Consistency.SEQUENTIAL),

    /** From a node's own copy, unless that lacks what the client has seen before (ZooKeeper's sessions). */
    LOCAL("from a node's own copy, unless the client has seen more", Consistency.SEQUENTIAL),

    /** From a node's own copy, whatever that lacks. */
    ANY("from a node's own copy, whatever that lacks");

    private final String meaning;
    private final Optional<Consistency> promised;

    Reads(String meaning) {
        this.meaning = meaning;
        promised = Optional.empty();
    }

    Reads(String meaning, Consistency promised) {
        this.meaning = meaning;
        this.promised = Optional.of(promised);
    }

    /** In words. */
    public String meaning() {
        return meaning;
    }

    /** What clients see, if anything is promised. */
    public Optional<Consistency> promised() {
        return promised;
    }
}
