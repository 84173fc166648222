package dev.quorate.raft;

import dev.quorate.core.NodeId;
import java.util.List;

/** What nodes say to each other. {@code term} is the sender's current term. */
public sealed interface Message {
    NodeId from();

    NodeId to();

    int term();

    /** A candidate asks for a vote, and says how far its log goes (§5.2, §5.4.1). */
    record RequestVote(NodeId from, NodeId to, int term, int lastLogIndex, int lastLogTerm) implements Message {}

    record RequestVoteReply(NodeId from, NodeId to, int term, boolean granted) implements Message {}

    /**
     * A leader sends the entries that follow {@code prevLogIndex}, perhaps none, and says how far it knows the log to be
     * committed (§5.3).
     */
    record AppendEntries(
            NodeId from, NodeId to, int term, int prevLogIndex, int prevLogTerm, List<Entry> entries, int leaderCommit)
            implements Message {
        public AppendEntries {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A follower's answer.
     *
     * @param matchIndex if success, the logs agree up to it; if not, they agree at most up to it
     */
    record AppendEntriesReply(NodeId from, NodeId to, int term, boolean success, int matchIndex) implements Message {}
}
