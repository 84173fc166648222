package dev.quorate.raft.complete;

/** What a node is in its current term (§5.1; thesis, section 9.6). */
public enum Role {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
}
