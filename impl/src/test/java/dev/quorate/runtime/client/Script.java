package dev.quorate.runtime.client;

import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Wire;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Servers that do what a test says, at times that it says. Not thread-safe: all happens in the test's thread. */
final class Script implements Line.Dialer {
    private final List<Dial> dials = new ArrayList<>();
    private long now;

    /** An attempt to connect, and the connection that it becomes. */
    static final class Dial implements Line {
        private final InetSocketAddress address;
        private final Outcome outcome;
        private final List<Wire.Numbered<Request>> sent = new ArrayList<>();
        private int answered;
        private boolean closed;
        private boolean full;

        Dial(InetSocketAddress address, Outcome outcome) {
            this.address = address;
            this.outcome = outcome;
        }

        String to() {
            return Addresses.text(address);
        }

        Dial accept() {
            outcome.connected(this);
            return this;
        }

        void refuse() {
            outcome.failed("nobody listens there");
        }

        void breaks() {
            outcome.lost("cut");
        }

        void isFull(boolean is) {
            full = is;
        }

        boolean isClosed() {
            return closed;
        }

        List<Request> requests() {
            return sent.stream().map(Wire.Numbered::message).toList();
        }

        /** Answers the first request that was not. */
        void answer(Response response) {
            answer(answered++, response);
        }

        /** Answers the first, second, ... request, from 0. */
        void answer(int index, Response response) {
            tell(sent.get(index).number(), response);
        }

        void tell(long number, Response response) {
            outcome.received(Wire.write(number, response));
        }

        void garbage() {
            outcome.received(new byte[] {1, 99});
        }

        long number(int index) {
            return sent.get(index).number();
        }

        @Override
        public boolean send(byte[] payload) {
            if (!full && !closed) {
                sent.add(Wire.request(payload));
            }
            return !full && !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Override
    public void dial(InetSocketAddress address, Line.Outcome outcome) {
        dials.add(new Dial(address, outcome));
    }

    /** The last attempt to connect. */
    Dial last() {
        return dials.get(dials.size() - 1);
    }

    int dials() {
        return dials.size();
    }

    long now() {
        return now;
    }

    void wait(int millis, Runnable tick) {
        for (int i = 0; i < millis; i += 5) {
            now += TimeUnit.MILLISECONDS.toNanos(5);
            tick.run();
        }
    }
}
