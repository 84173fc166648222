package dev.quorate.replication.abd;

/** What a node does for a client. */
public enum Phase {
    IDLE,
    QUERY,
    PROPAGATION,
    DONE
}
