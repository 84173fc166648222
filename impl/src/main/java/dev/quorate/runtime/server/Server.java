package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.ReplicaThread;
import dev.quorate.runtime.Status;
import dev.quorate.runtime.disk.DiskException;
import dev.quorate.runtime.disk.Storage;
import dev.quorate.runtime.net.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server of a cluster. It runs from {@link #start} until {@link #close}, or until its disk fails: see {@link #failure}. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final ServerConfig config;
    private final Storage storage;
    private final Replica<?, ?, ?> replica;
    private final ReplicaThread thread;
    private final Peers peers;
    private final Desk desk;
    private final Transport transport;
    private final List<ExecutorService> executors;
    private final Optional<HttpPages> http;
    private final CompletableFuture<Throwable> failure;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Server(Building of, Transport transport, Optional<HttpPages> http) {
        config = of.config;
        storage = of.storage;
        replica = of.replica;
        peers = of.peers;
        desk = of.desk;
        executors = List.of(of.background, of.helpers);
        failure = of.failure;
        this.transport = transport;
        this.http = http;
        // Last: from here on, turns are taken.
        thread = new ReplicaThread(replica, this::failed);
    }

    /**
     * Starts a server: opens its folder, listens, and has its replica take part.
     *
     * @throws ServerException if it cannot start; nothing is left open
     */
    public static Server start(ServerConfig config) {
        Building building = new Building(config);
        boolean started = false;
        try {
            Transport transport = building.transport();
            Server server = new Server(building, transport, http(building, transport));
            started = true;
            return server;
        } catch (IOException e) {
            throw new ServerException(e.getMessage(), e);
        } finally {
            if (!started) {
                building.undo();
            }
        }
    }

    private static Optional<HttpPages> http(Building building, Transport transport) throws IOException {
        try {
            return building.http(transport);
        } catch (IOException e) {
            transport.close();
            throw e;
        }
    }

    private void failed(Throwable why) {
        if (why instanceof DiskException) {
            LOG.error("{}: the replica has stopped: {}", config.id(), why.getMessage());
        } else {
            LOG.error("{}: the replica has stopped; this is a fault of quorate itself", config.id(), why);
        }
        failure.complete(why);
    }

    /** Completed when the server can do no more, with why; it is to be closed then. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return transport.address();
    }

    /** Where status and metrics are, if anywhere. */
    public Optional<InetSocketAddress> httpAddress() {
        return http.map(HttpPages::address);
    }

    /** How its replica stands. */
    public Status status() {
        return replica.status();
    }

    /** The peers to which it is connected. */
    public List<NodeId> connected() {
        return peers.connected();
    }

    /**
     * Ends it in order: takes no more requests, has another server lead if this one does, and closes what is open. What is waiting
     * is not answered. Waits until all is closed.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        desk.stop();
        if (!failure.isDone()) {
            new Handover(config.id(), replica, peers).run();
        }
        http.ifPresent(HttpPages::close);
        transport.close();
        thread.close();
        executors.forEach(Server::end);
        try {
            storage.close();
        } catch (DiskException e) {
            LOG.warn("{}: {}", config.id(), e.getMessage());
        }
        desk.metrics().close();
        LOG.info("{}: stopped at {}", config.id(), replica.status());
    }

    /** A checkpoint that is being written is finished. */
    private static void end(ExecutorService executor) {
        executor.shutdown();
        try {
            executor.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
