package dev.quorate.zab.election;

/** What a server is at. */
public enum State {
    LOOKING,
    FOLLOWING,
    LEADING
}
