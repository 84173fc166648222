package dev.quorate.raft;

/** What a node is in its current term (§5.1). */
public enum Role {
    FOLLOWER,
    CANDIDATE,
    LEADER
}
