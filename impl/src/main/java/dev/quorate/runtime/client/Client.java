package dev.quorate.runtime.client;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.runtime.api.Bounds;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.net.Connector;
import dev.quorate.runtime.net.Limits;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A client of the replicated key–value store. Thread-safe; one does for a process. Each operation has a form that waits and one
 * that gives a {@link CompletableFuture}, whose dependents run on the client's own thread and must not wait for the client.
 *
 * <p>Reads are linearizable, unless they are asked to be {@link Freshness#STALE}: those any server answers from what it has applied.
 * Changes are done once, though they may be sent more than once. An operation that has no answer in time ends with a {@link
 * NoAnswerException}, if it is certain that nothing was done; with an {@link OutcomeUnknownException}, if it is not.
 */
public final class Client implements AutoCloseable {
    private static final long TICK_MILLIS = 10;
    private static final int WAITING_CHANGES = 10_000;

    private final Connector connector;
    private final Courier courier;
    private final Sessions sessions;
    private final ScheduledThreadPoolExecutor ticker;
    private final ThreadPoolExecutor tellers;
    private final long timeoutNanos;

    private Client(ClientConfig config, Connector connector) {
        this.connector = connector;
        timeoutNanos = config.timeout().toNanos();
        tellers = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_CHANGES), task -> thread(task, "watch"));
        tellers.allowCoreThreadTimeOut(true);
        courier = new Courier(
                new Route(config.servers(), () -> ThreadLocalRandom.current().nextDouble()),
                // Each change may wait for a session to be opened.
                2 * config.waiting(),
                new TcpDialer(connector),
                System::nanoTime,
                new Watches(tellers));
        String name = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
        sessions = new Sessions(courier, System::nanoTime, name, config.sessions(), config.waiting());
        ticker = new ScheduledThreadPoolExecutor(1, task -> thread(task, "ticker"));
        ScheduledFuture<?> unused =
                ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable task, String what) {
        Thread thread = new Thread(task, "quorate-client-" + what);
        thread.setDaemon(true);
        return thread;
    }

    private void tick() {
        courier.tick();
        sessions.tick();
    }

    /**
     * Makes a client. It connects when it is asked for something.
     *
     * @throws IOException if a file of TLS cannot be used; the message says which and why
     */
    public static Client open(ClientConfig config) throws IOException {
        return new Client(config, Connector.open(config.cluster(), config.tls(), Limits.DEFAULT));
    }

    /** Sets a key; gives the revision by which it was set. */
    public long put(String key, String value) {
        return Futures.await(putAsync(key, value));
    }

    /** As {@link #put}. */
    public CompletableFuture<Long> putAsync(String key, String value) {
        return change(new Operation.Put(key, value), (revision, outcome) -> revision);
    }

    /** Deletes a key; false if it held nothing. */
    public boolean delete(String key) {
        return Futures.await(deleteAsync(key));
    }

    /** As {@link #delete}. */
    public CompletableFuture<Boolean> deleteAsync(String key) {
        return change(new Operation.Delete(key), (revision, outcome) -> outcome.done());
    }

    /** Sets a key if it holds what is expected; the outcome says whether it was, and if not, what it holds. */
    public Outcome compareAndSet(String key, String expected, String value) {
        return Futures.await(compareAndSetAsync(key, expected, value));
    }

    /** As {@link #compareAndSet}. */
    public CompletableFuture<Outcome> compareAndSetAsync(String key, String expected, String value) {
        return change(new Operation.CompareAndSet(key, Optional.of(expected), value), (revision, outcome) -> outcome);
    }

    /** Sets a key if it holds nothing; the outcome says whether it was, and if not, what it holds. */
    public Outcome create(String key, String value) {
        return Futures.await(createAsync(key, value));
    }

    /** As {@link #create}. */
    public CompletableFuture<Outcome> createAsync(String key, String value) {
        return change(new Operation.CompareAndSet(key, Optional.empty(), value), (revision, outcome) -> outcome);
    }

    /** What a key holds; linearizable. */
    public Optional<String> get(String key) {
        return get(key, Freshness.LINEARIZABLE);
    }

    /** What a key holds. */
    public Optional<String> get(String key, Freshness freshness) {
        return Futures.await(getAsync(key, freshness));
    }

    /** As {@link #get(String, Freshness)}. */
    public CompletableFuture<Optional<String>> getAsync(String key, Freshness freshness) {
        return ask(new Request.Get(key, freshness), Response.Value.class, Response.Value::value);
    }

    /**
     * What keys hold, in order; the answer says whether there are more.
     *
     * @param limit how many at most, 1 to {@link Bounds#MAX_RANGE}
     */
    public Response.Values range(Keys keys, int limit, Freshness freshness) {
        return Futures.await(rangeAsync(keys, limit, freshness));
    }

    /** As {@link #range}. */
    public CompletableFuture<Response.Values> rangeAsync(Keys keys, int limit, Freshness freshness) {
        return ask(new Request.Range(keys, limit, freshness), Response.Values.class, Function.identity());
    }

    /** Tells of changes from now on, until it is closed. */
    public Watch watch(Keys keys, WatchListener listener) {
        return watch(keys, Request.Watch.NOW, listener);
    }

    /** Tells of changes after a revision, until it is closed. */
    public Watch watch(Keys keys, long after, WatchListener listener) {
        Bounds.complaint(new Request.Watch(keys, after)).ifPresent(Client::refuse);
        Watches.Watching watching = new Watches.Watching(keys, after, listener);
        courier.watch(watching);
        return () -> courier.unwatch(watching);
    }

    /** How the server stands that the client is connected to, whichever it is. */
    public Response.Standing status() {
        return Futures.await(statusAsync());
    }

    /** As {@link #status}. */
    public CompletableFuture<Response.Standing> statusAsync() {
        return ask(new Request.Status(), Response.Standing.class, Function.identity());
    }

    /** Asks the leader to have another server lead; returns when it has begun to. */
    public void transfer(NodeId to) {
        Futures.await(transferAsync(to));
    }

    /** As {@link #transfer}. */
    public CompletableFuture<Void> transferAsync(NodeId to) {
        return ask(new Request.Transfer(to), Response.Begun.class, begun -> null);
    }

    /** A watch, until it is closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private interface Reading<T> {
        T of(long revision, Outcome outcome);
    }

    private <T> CompletableFuture<T> change(Operation operation, Reading<T> reading) {
        Optional<String> complaint = Bounds.complaint(operation);
        if (complaint.isPresent()) {
            return CompletableFuture.failedFuture(new InvalidRequestException(complaint.get()));
        }
        return Futures.plain(
                sessions.execute(operation, deadline()).thenApply(done -> reading.of(done.index(), done.outcome())));
    }

    private <R extends Response, T> CompletableFuture<T> ask(Request request, Class<R> expected, Function<R, T> then) {
        Optional<String> complaint = Bounds.complaint(request);
        if (complaint.isPresent()) {
            return CompletableFuture.failedFuture(new InvalidRequestException(complaint.get()));
        }
        return Futures.plain(courier.bring(request, false, deadline()).thenApply(answered -> {
            if (expected.isInstance(answered.response())) {
                return then.apply(expected.cast(answered.response()));
            }
            throw Futures.complaint(answered.response(), false);
        }));
    }

    private static void refuse(String complaint) {
        throw new InvalidRequestException(complaint);
    }

    private long deadline() {
        return System.nanoTime() + timeoutNanos;
    }

    /** Ends all that is pending, each with an exception that says what is known of it, and the connection. */
    @Override
    public void close() {
        sessions.close();
        courier.close();
        ticker.shutdownNow();
        tellers.shutdown();
        connector.close();
    }
}
