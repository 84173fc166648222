package dev.quorate.raft.complete;

import dev.quorate.core.NodeId;
import java.util.List;

/** What nodes say to each other. {@code term} is the sender's current term. */
public sealed interface Message {
    NodeId from();

    NodeId to();

    int term();

    /** Would you vote for me in the next term (thesis, section 9.6)? */
    record PreVote(NodeId from, NodeId to, int term, int lastLogIndex, int lastLogTerm) implements Message {}

    /** A grant has the term of the question. */
    record PreVoteReply(NodeId from, NodeId to, int term, boolean granted) implements Message {}

    /**
     * A candidate asks for a vote (§5.2, §5.4.1).
     *
     * @param transfer whether the leader wants it so
     */
    record RequestVote(NodeId from, NodeId to, int term, int lastLogIndex, int lastLogTerm, boolean transfer)
            implements Message {}

    record RequestVoteReply(NodeId from, NodeId to, int term, boolean granted) implements Message {}

    /**
     * A leader sends the entries that follow {@code prevLogIndex}, perhaps none, and says how far it knows the log to be
     * committed (§5.3).
     *
     * @param round of the leader's reads, the last that had begun when this was sent
     */
    record AppendEntries(
            NodeId from,
            NodeId to,
            int term,
            int prevLogIndex,
            int prevLogTerm,
            List<Entry> entries,
            int leaderCommit,
            int round)
            implements Message {
        public AppendEntries {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A follower's answer.
     *
     * @param matchIndex if success, the logs agree up to it; if not, they agree at most up to it
     * @param round that of the message which this answers
     */
    record AppendEntriesReply(NodeId from, NodeId to, int term, boolean success, int matchIndex, int round)
            implements Message {}

    /** Instead of entries that are compacted. It is answered as AppendEntries is. */
    record InstallSnapshot(NodeId from, NodeId to, int term, Snapshot snapshot, int round) implements Message {}

    /** The leader wants the receiver to lead (thesis, section 3.10). */
    record TimeoutNow(NodeId from, NodeId to, int term) implements Message {}
}
