package dev.quorate.runtime.zab;

import dev.quorate.core.NodeId;
import dev.quorate.zab.broadcast.Message;
import java.util.Set;

/** What servers say to each other, on a network that may lose any message. */
public sealed interface ServerMessage {
    NodeId from();

    Set<NodeId> to();

    /** A message of the election, which bears that it is lost. */
    record Told(dev.quorate.zab.election.Message message) implements ServerMessage {
        @Override
        public NodeId from() {
            return message.from();
        }

        @Override
        public Set<NodeId> to() {
            return message.to();
        }
    }

    /**
     * A message of Zab, on a connection.
     *
     * @param number its place among those that its sender sends on the connection, from 1
     */
    record Parcel(Connection connection, long number, Message message) implements ServerMessage {
        @Override
        public NodeId from() {
            return message.from();
        }

        @Override
        public Set<NodeId> to() {
            return Set.of(message.to());
        }
    }

    /** A connection is there still, at this end. */
    record Alive(NodeId from, NodeId peer, Connection connection, long sent) implements ServerMessage {
        @Override
        public Set<NodeId> to() {
            return Set.of(peer);
        }
    }

    /** A connection has ended, or never was, at this end. */
    record HangUp(NodeId from, NodeId peer, Connection connection) implements ServerMessage {
        @Override
        public Set<NodeId> to() {
            return Set.of(peer);
        }
    }
}
