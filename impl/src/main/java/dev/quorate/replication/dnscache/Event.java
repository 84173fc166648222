package dev.quorate.replication.dnscache;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** What can happen at a node: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The node where it happens. */
    NodeId node();

    /** A client writes a value. */
    record Write(NodeId node, Command value) implements Event {}

    /** A client asks for the value. */
    record Read(NodeId node) implements Event {}

    /** It is time to answer a client who waits, if the answer is there. */
    record AnswerFromCache(NodeId node) implements Event {}

    /** It is time to ask the authority, or to ask it again. */
    record SendQuery(NodeId node) implements Event {}

    /** The clock goes on. */
    record Tick(NodeId node) implements Event {}

    /** The node has stopped, and starts again. */
    record Restart(NodeId node) implements Event {}

    /** A message arrives. */
    record Receive(NodeId node, Message message) implements Event {
        public Receive {
            if (!message.to().equals(node)) {
                throw new IllegalArgumentException(node + " receives a message to " + message.to());
            }
        }
    }
}
