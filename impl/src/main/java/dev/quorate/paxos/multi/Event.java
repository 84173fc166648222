package dev.quorate.paxos.multi;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** What can happen at a node: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The node where it happens. */
    NodeId node();

    /** The node has heard of no leader for as long as it waits for one. */
    record Timeout(NodeId node) implements Event {}

    /** A client sends a command to the node. */
    record ClientRequest(NodeId node, Command command) implements Event {
        public ClientRequest {
            if (command.equals(MultiPaxos.NO_OP)) {
                throw new IllegalArgumentException(command + " is no command of a client");
            }
        }
    }

    /** A client asks the node to read. */
    record ReadIndex(NodeId node) implements Event {}

    /** It is time to ask a peer to accept what the node proposes in a slot, for the first time or again. */
    record SendAccept(NodeId node, NodeId peer, int slot) implements Event {}

    /** It is time for a heartbeat, which tells a peer what is chosen. */
    record SendCommit(NodeId node, NodeId peer) implements Event {}

    /** The node has applied the slots up to {@code index}, and a snapshot can stand for them. */
    record Compact(NodeId node, int index) implements Event {}

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
