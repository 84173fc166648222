package dev.quorate.runtime.client;

import dev.quorate.runtime.net.Connection;
import dev.quorate.runtime.net.Connector;
import java.net.InetSocketAddress;

/** Connects by TCP. */
final class TcpDialer implements Line.Dialer {
    private final Connector connector;

    TcpDialer(Connector connector) {
        this.connector = connector;
    }

    @Override
    public void dial(InetSocketAddress address, Line.Outcome outcome) {
        Connection.Receiver receiver = new Connection.Receiver() {
            @Override
            public void received(byte[] payload) {
                outcome.received(payload);
            }

            @Override
            public void closed(String reason) {
                outcome.lost(reason);
            }
        };
        Futures.whenDone(connector.connect(address, receiver), (connection, failure) -> {
            if (failure == null) {
                outcome.connected(new TcpLine(connection));
            } else {
                outcome.failed(failure.getMessage());
            }
        });
    }

    private record TcpLine(Connection connection) implements Line {
        @Override
        public boolean send(byte[] payload) {
            return connection.send(payload);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
