package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A handler that keeps what it is told; to a client it is an echo, unless told otherwise. */
class Recorder implements Transport.Handler {
    final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Connection> clients = new CopyOnWriteArrayList<>();
    private final Function<Connection, Connection.Receiver> service;

    Recorder() {
        this(Echo::new);
    }

    Recorder(Function<Connection, Connection.Receiver> service) {
        this.service = service;
    }

    @Override
    public void received(NodeId from, byte[] payload) {
        received.add(from + ":" + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void connected(NodeId peer) {
        events.add("connected " + peer);
    }

    @Override
    public void disconnected(NodeId peer) {
        events.add("disconnected " + peer);
    }

    @Override
    public void streamOpened(NodeId from) {
        events.add("opened " + from);
    }

    @Override
    public void streamClosed(NodeId from) {
        events.add("closed " + from);
    }

    @Override
    public Connection.Receiver client(Connection connection) {
        clients.add(connection);
        return service.apply(connection);
    }

    void awaitEvent(String event, int times) {
        Await.until(
                times + " x " + event,
                () -> events.stream().filter(event::equals).count() >= times,
                () -> "Events: " + events);
    }

    /** The next payload, with its sender before it; "nothing" if none comes. */
    String next() {
        try {
            String next = received.poll(10, TimeUnit.SECONDS);
            return next == null ? "nothing" : next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Echo(Connection connection) implements Connection.Receiver {
        @Override
        public void received(byte[] payload) {
            connection.send(payload);
        }

        @Override
        public void closed(String reason) {}
    }
}
