package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;

/** Keeps nothing, and is an echo to clients. */
final class EchoHandler implements Transport.Handler {
    @Override
    public void received(NodeId from, byte[] payload) {}

    @Override
    public void connected(NodeId peer) {}

    @Override
    public void disconnected(NodeId peer) {}

    @Override
    public Connection.Receiver client(Connection connection) {
        return new Connection.Receiver() {
            @Override
            public void received(byte[] payload) {
                connection.send(payload);
            }

            @Override
            public void closed(String reason) {}
        };
    }
}
