package dev.quorate.zab.election;

import dev.quorate.core.NodeId;
import java.util.Set;

/** What servers say to each other. {@code to} are the servers that a message is for; each may get it, or not. */
public sealed interface Message {
    NodeId from();

    Set<NodeId> to();

    /**
     * Where the sender stands.
     *
     * @param state what the sender is at
     * @param round the sender's round
     * @param vote the sender's vote
     */
    record Notification(NodeId from, Set<NodeId> to, State state, int round, Vote vote) implements Message {
        public Notification {
            to = Set.copyOf(to);
        }
    }
}
