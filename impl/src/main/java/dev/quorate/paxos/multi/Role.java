package dev.quorate.paxos.multi;

/** What a node is in the ballot that it has promised. */
public enum Role {
    FOLLOWER,
    CANDIDATE,
    LEADER
}
