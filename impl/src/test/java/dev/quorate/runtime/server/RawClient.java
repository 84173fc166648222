package dev.quorate.runtime.server;

import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Wire;
import dev.quorate.runtime.net.Connection;
import dev.quorate.runtime.net.Connector;
import dev.quorate.runtime.net.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** A connection to a server on which a test says what it likes. */
final class RawClient implements AutoCloseable, Connection.Receiver {
    private final Connector connector;
    private final Connection connection;
    private final Map<Long, Queue<Response>> responses = new HashMap<>();
    private String closed = "";

    RawClient(InetSocketAddress address) throws IOException {
        connector = Connector.open("quorate", Optional.empty(), Limits.DEFAULT.withQueues(1, 64 << 20));
        connection = connector.connect(address, this).join();
    }

    void send(long number, Request request) {
        sendBytes(Wire.write(number, request));
    }

    void sendBytes(byte[] bytes) {
        if (!connection.send(bytes)) {
            throw new IllegalStateException("not taken: " + bytes.length + " bytes");
        }
    }

    void pause() {
        connection.pause();
    }

    void resume() {
        connection.resume();
    }

    /** The next response to a request. */
    synchronized Response take(long number) {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!responses.containsKey(number) || responses.get(number).isEmpty()) {
            if (!closed.isEmpty() || System.nanoTime() > until) {
                throw new AssertionError("no response to " + number + "; " + closed);
            }
            try {
                wait(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return responses.get(number).remove();
    }

    @Override
    public synchronized void received(byte[] payload) {
        Wire.Numbered<Response> response = Wire.response(payload);
        responses.computeIfAbsent(response.number(), n -> new ArrayDeque<>()).add(response.message());
        notifyAll();
    }

    @Override
    public synchronized void closed(String reason) {
        closed = reason;
        notifyAll();
    }

    @Override
    public void close() {
        connection.close();
        connector.close();
    }
}
