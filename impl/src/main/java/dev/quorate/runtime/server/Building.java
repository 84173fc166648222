package dev.quorate.runtime.server;

import dev.quorate.core.Command;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.Machine;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.disk.DiskException;
import dev.quorate.runtime.disk.DiskFullException;
import dev.quorate.runtime.disk.FileDisk;
import dev.quorate.runtime.disk.Identity;
import dev.quorate.runtime.disk.Options;
import dev.quorate.runtime.disk.Storage;
import dev.quorate.runtime.net.Limits;
import dev.quorate.runtime.net.Transport;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The parts of a server, put together in their order, and given back if it does not come to be. */
final class Building {
    /** How much may wait for one client: more than its answers and watches let wait, so only who never reads is cut off. */
    private static final long CLIENT_QUEUE_BYTES = 16 << 20;

    private static final int WAITING_RANGES = 1000;

    final ServerConfig config;
    final Metrics metrics = new Metrics();
    final WatchRegistry registry = new WatchRegistry(WatchRegistry.Limits.DEFAULT);
    final Machine machine = new Machine(ServerConfig.MAX_SESSIONS, registry);
    final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    /** Writes checkpoints. */
    final ExecutorService background;

    /** Looks through ranges. */
    final ExecutorService helpers;

    final Storage storage;
    final Peers peers;
    final Replica<?, ?, ?> replica;
    final Desk desk;

    /** Takes the folder, and reads what is in it. */
    Building(ServerConfig config) {
        this.config = config;
        storage = storage(config);
        background = Executors.newSingleThreadExecutor(task -> thread(task, "checkpoints"));
        helpers = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_RANGES), task -> thread(task, "ranges"));
        peers = new Peers(storage::position, metrics::batch);
        try {
            replica = replica(engine(machine::condense));
        } catch (DiskException | DiskFullException e) {
            undo();
            throw new ServerException(e.getMessage(), e);
        }
        desk = new Desk(
                new Members(config.members()),
                machine,
                replica.mailbox(),
                registry,
                metrics,
                Desk.Limits.DEFAULT,
                helpers,
                () -> new Response.Standing(replica.status(), peers.connected(), version()));
        peers.deliverTo(replica.mailbox(), connection -> new ClientSession(desk, connection));
    }

    private Thread thread(Runnable task, String what) {
        Thread thread = new Thread(task, what + "-" + config.id());
        thread.setDaemon(true);
        return thread;
    }

    private static Storage storage(ServerConfig config) {
        try {
            return Storage.open(
                    new FileDisk(),
                    config.data(),
                    new Identity(config.cluster(), config.id().name(), config.agreement()));
        } catch (DiskException | DiskFullException | IllegalArgumentException e) {
            throw new ServerException(e.getMessage(), e);
        }
    }

    private Engine<?, ?, ?> engine(UnaryOperator<List<Command>> condense) {
        return Engines.named(config.protocol(), config.members().keySet(), new SecureRandom()::nextLong, condense)
                .orElseThrow();
    }

    private <S, E, M> Replica<S, E, M> replica(Engine<S, E, M> engine) {
        return new Replica<>(
                config.id(),
                engine,
                storage,
                machine,
                peers,
                background,
                config.tracing().tracer(config.id(), engine),
                new SplittableRandom(),
                config.replica());
    }

    Transport transport() throws IOException {
        Transport transport = Transport.open(
                new Transport.Config(
                        config.cluster(),
                        config.agreement(),
                        config.id(),
                        config.bind(),
                        config.members(),
                        config.tls(),
                        Limits.DEFAULT
                                .withFrames(Options.DEFAULT.recordBytes(), Limits.DEFAULT.clientFrameBytes())
                                .withQueues(Limits.DEFAULT.peerQueueBytes(), CLIENT_QUEUE_BYTES)),
                peers);
        peers.sendBy(transport);
        return transport;
    }

    Optional<HttpPages> http(Transport transport) throws IOException {
        new Gauges(this, transport).register();
        if (config.http().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(HttpPages.open(config.http().getAsInt(), desk::standing, metrics));
    }

    static String version() {
        return Optional.ofNullable(Server.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Gives back what was taken. */
    void undo() {
        background.shutdown();
        helpers.shutdown();
        metrics.close();
        storage.close();
    }
}
