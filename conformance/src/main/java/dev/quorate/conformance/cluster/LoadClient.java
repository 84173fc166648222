package dev.quorate.conformance.cluster;

import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.kv.Operation.Put;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import dev.quorate.runtime.client.NoAnswerException;
import dev.quorate.runtime.client.OutcomeUnknownException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A client of a cluster of processes, on a thread of its own: asks for one thing at a time, at a bounded rate, until it is told to end. */
final class LoadClient implements AutoCloseable {
    /** Longer than an election takes, and shorter than a fault may last. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Keys come and go: what is left alone must still be there at the end, and a history of few operations on a key is soon checked. */
    private static final long AGE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final int KEYS_OF_AN_AGE = 3;

    /** A process of the history has the number of its client and, times this, how many before it ended in the unknown. */
    private static final long PROCESSES = 1000;

    private final SharedHistory history;
    private final Client client;

    /** Looks for the leader from another server on, and stays wherever it is answered, though nobody should do so but the leader. */
    private final Client reader;

    private final long periodNanos;
    private final long start = System.nanoTime();
    private final Operations operations;
    private final Map<String, String> seen = new HashMap<>();
    private final Thread thread;
    private long process;
    private volatile boolean ending;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /**
     * A client, which begins at once.
     *
     * @param number below 1000, another for each
     * @param perSecond how many operations a second at most
     */
    LoadClient(int number, ProcessCluster cluster, double perSecond, SplittableRandom random, SharedHistory history) {
        this.history = history;
        process = number;
        periodNanos = (long) (1e9 / perSecond);
        operations = new Operations(number + 1, random, this::keys);
        client = open(cluster, number);
        reader = open(cluster, number + 1);
        thread = new Thread(this::run, "client-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    private static Client open(ProcessCluster cluster, int first) {
        List<InetSocketAddress> servers = new ArrayList<>(cluster.addresses());
        Collections.rotate(servers, first);
        try {
            return Client.open(ClientConfig.of(servers)
                    .ofCluster(cluster.name(), Optional.empty())
                    .withTimeout(TIMEOUT)
                    .withSessions(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> keys() {
        long age = (System.nanoTime() - start) / AGE_NANOS;
        return IntStream.range(0, KEYS_OF_AN_AGE)
                .mapToObj(i -> "k" + age + "." + i)
                .toList();
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (!ending) {
                // Whoever was held up is not in a hurry afterwards.
                next = Math.max(next + periodNanos, System.nanoTime());
                LockSupport.parkNanos(next - System.nanoTime());
                process = ask(process, likely(operations.next()));
            }
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    /** A compare-and-set of what this client has seen has a chance to find it. */
    private Operation likely(Operation operation) {
        return operation instanceof CompareAndSet cas && cas.expected().isPresent()
                ? new CompareAndSet(cas.key(), Optional.ofNullable(seen.get(cas.key())), cas.value())
                : operation;
    }

    /** Asks for something, and writes into a history what comes of it; gives the process that goes on. */
    private long ask(long as, Operation operation) {
        history.invoke(as, operation);
        try {
            Outcome outcome = execute(operation instanceof Get ? reader : client, operation);
            outcome.value().ifPresent(value -> seen.put(operation.key(), value));
            history.answered(as, operation, outcome);
            return as;
        } catch (OutcomeUnknownException e) {
            history.unknown(as);
            return as + PROCESSES;
        } catch (NoAnswerException e) {
            history.notDone(as);
            return as;
        }
    }

    private static Outcome execute(Client client, Operation operation) {
        if (operation instanceof Get get) {
            return new Outcome(true, client.get(get.key()));
        } else if (operation instanceof Put put) {
            client.put(put.key(), put.value());
            return new Outcome(true, Optional.empty());
        } else if (operation instanceof Delete delete) {
            return new Outcome(client.delete(delete.key()), Optional.empty());
        }
        CompareAndSet cas = (CompareAndSet) operation;
        return cas.expected().isEmpty()
                ? client.create(cas.key(), cas.value())
                : client.compareAndSet(cas.key(), cas.expected().get(), cas.value());
    }

    /** Begins nothing new; {@link #close} waits. */
    void end() {
        ending = true;
    }

    /** Reads all keys, after all clients have ended; false if one was not answered in time. */
    static boolean readAll(ProcessCluster cluster, long as, SharedHistory history, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try (Client reader = open(cluster, 0)) {
            for (String key : history.keys()) {
                Get get = new Get(key);
                for (boolean read = false; !read; ) {
                    history.invoke(as, get);
                    try {
                        history.answered(as, get, execute(reader, get));
                        read = true;
                    } catch (NoAnswerException e) {
                        history.notDone(as);
                        if (System.nanoTime() > end) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    /** What went wrong in it, which is nothing that a client may expect. */
    Optional<RuntimeException> failure() {
        return failure;
    }

    @Override
    public void close() {
        end();
        try {
            thread.join(2 * TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            failure = Optional.of(new IllegalStateException("an operation goes on " + TIMEOUT + " after its time"));
        }
        client.close();
        reader.close();
    }
}
