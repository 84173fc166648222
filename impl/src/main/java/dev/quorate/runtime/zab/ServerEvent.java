package dev.quorate.runtime.zab;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;

/** What can happen at a server: the actions of {@code specs/zab/ZooKeeper.tla} by their names, and what is its connections' affair. */
public sealed interface ServerEvent {
    /** The server where it happens. */
    NodeId node();

    /** The server has started, and looks for a leader. */
    record Start(NodeId node) implements ServerEvent {}

    /**
     * The server has stopped, and starts again.
     *
     * @param boot a number that no other start of the server has had
     */
    record Stop(NodeId node, long boot) implements ServerEvent {}

    /** The server has heard too little for too long: of its leader, or of a quorum of followers. */
    record GiveUp(NodeId node) implements ServerEvent {}

    /** A client sends a command to the server. */
    record Request(NodeId node, Command command) implements ServerEvent {}

    /** The server, which leads, begins a round of reads. */
    record Ask(NodeId node) implements ServerEvent {}

    /** The server replaces the first transactions of its history by a snapshot. */
    record Purge(NodeId node, int index) implements ServerEvent {}

    /** The server has not heard enough of the election for a while. */
    record Notify(NodeId node) implements ServerEvent {}

    /** The wait for a better vote is over. */
    record Decide(NodeId node) implements ServerEvent {}

    /** A message arrives: Hear and HearNotification in the spec, or something of a connection. */
    record Hear(NodeId node, ServerMessage message) implements ServerEvent {
        public Hear {
            if (!message.to().contains(node)) {
                throw new IllegalArgumentException(node + " receives a message to " + message.to());
            }
        }
    }

    /** It is time to say on each connection that it is there still. */
    record KeepAlive(NodeId node) implements ServerEvent {}

    /** The time is over in which the server, which leads, must have heard from a quorum. */
    record CheckQuorum(NodeId node) implements ServerEvent {}
}
