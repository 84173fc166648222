package dev.quorate.replication.majority;

/** What a node does for a client. */
public enum Phase {
    IDLE,
    WRITE,
    READ,
    DONE
}
