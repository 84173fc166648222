package dev.quorate.zab.broadcast;

/** How far a follower has come, as its leader knows. */
public enum Stage {
    /** It has said which epoch it accepted last. */
    CONNECTED,

    /** It accepts the leader's epoch, and has told its history. */
    ACCEPTED,

    /** It has been sent the initial history of the epoch. */
    SYNCHRONIZING,

    /** It has that history on disk. */
    ACTIVE
}
