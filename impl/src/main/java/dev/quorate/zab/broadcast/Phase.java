package dev.quorate.zab.broadcast;

/** The phases of the protocol, 0 to 3 in the paper. */
public enum Phase {
    ELECTION,
    DISCOVERY,
    SYNCHRONIZATION,
    BROADCAST
}
