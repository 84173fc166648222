package dev.quorate.paxos.multi;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.List;

/** What nodes say to each other. {@code ballot} is the one that the message belongs to. */
public sealed interface Message {
    NodeId from();

    NodeId to();

    int ballot();

    /** Phase 1a, for {@code firstOpenSlot} and all slots after it at once. */
    record Prepare(NodeId from, NodeId to, int ballot, int firstOpenSlot) implements Message {}

    /**
     * Phase 1b.
     *
     * @param accepted the sender's log from the slot on that the Prepare named
     */
    record Promise(NodeId from, NodeId to, int ballot, List<Proposal> accepted) implements Message {
        public Promise {
            accepted = List.copyOf(accepted);
        }
    }

    /** Phase 2a, for one slot. */
    record Accept(NodeId from, NodeId to, int ballot, int slot, Command command) implements Message {}

    /** Phase 2b. */
    record Accepted(NodeId from, NodeId to, int ballot, int slot) implements Message {}

    /**
     * A leader's heartbeat: every slot up to {@code commitIndex} is chosen.
     *
     * @param round the last round of reads that it has begun, if any; it asks who has promised no higher ballot
     */
    record Commit(NodeId from, NodeId to, int ballot, int commitIndex, int round) implements Message {}

    /** The sender had promised no higher ballot when it was asked in this round. */
    record CommitReply(NodeId from, NodeId to, int ballot, int round) implements Message {}

    /** The sender does not know what is chosen in {@code firstOpenSlot}, and perhaps after it. */
    record CatchUp(NodeId from, NodeId to, int ballot, int firstOpenSlot) implements Message {}

    /** What the sender has in place of the first slots of its log, for who has asked for them. */
    record InstallSnapshot(NodeId from, NodeId to, int ballot, Snapshot snapshot) implements Message {}

    /** The sender has promised this ballot, and did not do what was asked of it in a lower one. */
    record Refusal(NodeId from, NodeId to, int ballot) implements Message {}
}
