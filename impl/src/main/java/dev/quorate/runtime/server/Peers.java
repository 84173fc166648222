package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Input;
import dev.quorate.runtime.Mailbox;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.net.Connection;
import dev.quorate.runtime.net.Transport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Between a replica and the network: what one sends, the other carries, and what comes goes into the mailbox. */
final class Peers implements Replica.Network, Transport.Handler {
    private final Set<NodeId> connected = new ConcurrentSkipListSet<>();
    private final LongSupplier records;
    private final LongConsumer batch;

    /** Set before the replica takes its first turn, and before the first client is heard. */
    private volatile Optional<Transport> transport = Optional.empty();

    private volatile Optional<Mailbox<Input>> mailbox = Optional.empty();
    private volatile Function<Connection, Connection.Receiver> clients = connection -> {
        throw new IllegalStateException("no client is heard before the server is complete");
    };

    private long flushed;

    /**
     * Nobody is connected yet.
     *
     * @param records how many records the replica has on disk
     * @param batch is told, after each turn that made some durable, how many these were
     */
    Peers(LongSupplier records, LongConsumer batch) {
        this.records = records;
        this.batch = batch;
        flushed = records.getAsLong();
    }

    void deliverTo(Mailbox<Input> box, Function<Connection, Connection.Receiver> toClients) {
        mailbox = Optional.of(box);
        clients = toClients;
    }

    void sendBy(Transport network) {
        transport = Optional.of(network);
    }

    List<NodeId> connected() {
        return List.copyOf(connected);
    }

    @Override
    public void send(NodeId to, byte[] payload) {
        transport.ifPresent(network -> network.send(to, payload));
    }

    @Override
    public void flush() {
        transport.ifPresent(Transport::flush);
        // A turn has made durable what there is now; this is the replica's thread, so it does not grow meanwhile.
        long now = records.getAsLong();
        if (now > flushed) {
            batch.accept(now - flushed);
        }
        flushed = now;
    }

    @Override
    public void received(NodeId from, byte[] payload) {
        // A message that finds the mailbox full is lost, as the network may lose it.
        mailbox.ifPresent(box -> box.offer(new Input.Received(ByteBuffer.wrap(payload))));
    }

    @Override
    public void connected(NodeId peer) {
        connected.add(peer);
    }

    @Override
    public void disconnected(NodeId peer) {
        connected.remove(peer);
    }

    @Override
    public Connection.Receiver client(Connection connection) {
        return clients.apply(connection);
    }
}
