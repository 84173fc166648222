package dev.quorate.runtime.client;

import java.net.InetSocketAddress;

/** A connection to a server, as the client's part that knows what to send sees it. */
interface Line {
    /** Sends a payload; false if it was not taken. Does not wait. */
    boolean send(byte[] payload);

    void close();

    /** Makes connections. */
    interface Dialer {
        /** Begins to connect; does not wait. */
        void dial(InetSocketAddress address, Outcome outcome);
    }

    /** What becomes of an attempt: either {@link #failed}, or {@link #connected}, and then payloads and {@link #lost}. */
    interface Outcome {
        void connected(Line line);

        void failed(String why);

        void received(byte[] payload);

        void lost(String why);
    }
}
