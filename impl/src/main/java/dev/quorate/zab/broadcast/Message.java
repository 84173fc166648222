package dev.quorate.zab.broadcast;

import dev.quorate.core.NodeId;
import dev.quorate.zab.Zxid;
import java.util.List;

/**
 * What servers say to each other, in the order of the phases. Between two servers messages arrive in the order in which they
 * were sent, each once, as long as the connection lasts.
 */
public sealed interface Message {
    NodeId from();

    NodeId to();

    /** Discovery: a server wants to follow, and says which epoch it accepted last. The first message of a connection. */
    record CEpoch(NodeId from, NodeId to, int acceptedEpoch) implements Message {}

    /** The leader's epoch. The first message of the way back. */
    record NewEpoch(NodeId from, NodeId to, int epoch) implements Message {}

    /**
     * The sender's history.
     *
     * @param accepts whether the sender has just accepted the epoch, and so is one of those who make it the leader's
     */
    record AckEpoch(NodeId from, NodeId to, boolean accepts, int currentEpoch, History history) implements Message {}

    /** Synchronization: what the follower lacks of the leader's history. */
    record Diff(NodeId from, NodeId to, List<Transaction> transactions) implements Message {
        public Diff {
            transactions = List.copyOf(transactions);
        }
    }

    /** The same, for a follower that has to drop first what comes after {@code zxid}. */
    record Trunc(NodeId from, NodeId to, Zxid zxid, List<Transaction> transactions) implements Message {
        public Trunc {
            transactions = List.copyOf(transactions);
        }
    }

    /** The leader's whole history: its snapshot, and what follows that. */
    record Snap(NodeId from, NodeId to, History history) implements Message {}

    /** That was the initial history of the epoch. */
    record NewLeader(NodeId from, NodeId to, int epoch) implements Message {}

    /**
     * The sender has the initial history on disk.
     *
     * @param zxid that of its last transaction
     */
    record AckLeader(NodeId from, NodeId to, Zxid zxid) implements Message {}

    /**
     * The initial history may be delivered.
     *
     * @param zxid that of the last transaction that the leader has delivered
     */
    record CommitLeader(NodeId from, NodeId to, Zxid zxid) implements Message {}

    /** Broadcast: a transaction to be written to disk. */
    record Propose(NodeId from, NodeId to, Transaction transaction) implements Message {}

    /** The sender has a transaction on disk, and all before it. */
    record Ack(NodeId from, NodeId to, Zxid zxid) implements Message {}

    /** A transaction may be delivered, and all before it. */
    record Commit(NodeId from, NodeId to, Zxid zxid) implements Message {}

    /** Reads: the leader begins a round. */
    record Ping(NodeId from, NodeId to, int round) implements Message {}

    /** The sender follows still. */
    record PingReply(NodeId from, NodeId to, int round) implements Message {}
}
