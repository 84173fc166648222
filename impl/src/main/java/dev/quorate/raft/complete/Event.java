package dev.quorate.raft.complete;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.raft.complete.Configuration.Membership;

/** What can happen at a node: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The node where it happens. */
    NodeId node();

    /** The node has heard of no leader for as long as it waits for one. */
    record Timeout(NodeId node) implements Event {}

    /** It is time for a leader to look whether a quorum still answers. */
    record CheckQuorum(NodeId node) implements Event {}

    /** An administrator wants a peer to lead instead of the node. */
    record TransferLeadership(NodeId node, NodeId peer) implements Event {}

    /** That has taken too long. */
    record AbortTransfer(NodeId node) implements Event {}

    /** A client asks the node to read. */
    record ReadIndex(NodeId node) implements Event {}

    /** All reads that the node has begun did so too long ago for a lease. */
    record LeaseExpires(NodeId node) implements Event {}

    /** A client sends a command to the node. */
    record ClientRequest(NodeId node, Command command) implements Event {}

    /** It is time to send to a peer what it lacks, or a heartbeat. */
    record SendAppendEntries(NodeId node, NodeId peer) implements Event {}

    /** The log up to an index shall be replaced by a snapshot. */
    record Compact(NodeId node, int index) implements Event {}

    /** An administrator wants another node to be a voter, a learner, or no member. */
    record ChangeMembership(NodeId node, NodeId member, Membership as) implements Event {}

    /** The node has stopped, and starts again. */
    record Restart(NodeId node) implements Event {}

    /** A message arrives. */
    record Receive(NodeId node, Message message) implements Event {
        public Receive {
            if (!node.equals(message.to())) {
                throw new IllegalArgumentException(node + " receives a message to " + message.to());
            }
        }
    }
}
