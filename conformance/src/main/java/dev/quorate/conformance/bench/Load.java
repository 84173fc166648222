package dev.quorate.conformance.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.AtomicHistogram;

/**
 * A closed-loop load: each client sends its next operation when the last one is acknowledged. So latency and throughput belong
 * together: clients = throughput × latency.
 */
final class Load {
    private static final long PAUSE_AFTER_ERROR_MILLIS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(1);

    private enum Phase {
        WARM_UP,
        MEASURE,
        OVER
    }

    private final Target target;
    private final LoadOptions options;
    private final int clients;
    private final List<String> values;
    private final AtomicHistogram latencies = new AtomicHistogram(MOST_MICROS, 3);
    private final AtomicLong errors = new AtomicLong();
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor(Load::daemon);
    private final ExecutorService starts = Executors.newCachedThreadPool(Load::daemon);
    private final Semaphore ended = new Semaphore(0);
    private volatile Phase phase = Phase.WARM_UP;

    private Load(Target target, LoadOptions options, int clients) {
        this.target = target;
        this.options = options;
        this.clients = clients;
        SplittableRandom random = new SplittableRandom(clients);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            made.add(random.ints(options.valueBytes(), 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        values = List.copyOf(made);
    }

    /** Measures a target under so many clients. */
    static Level measure(Target target, LoadOptions options, int clients, Meters meters) throws InterruptedException {
        return measure(target, options, clients, meters, PATIENCE);
    }

    /** The same, and waits so long for the last answers. */
    static Level measure(Target target, LoadOptions options, int clients, Meters meters, Duration patience)
            throws InterruptedException {
        Load load = new Load(target, options, clients);
        try {
            return load.run(meters, patience);
        } finally {
            load.starts.shutdownNow();
            load.pauses.shutdownNow();
        }
    }

    /** The key of a number. */
    static String key(int number) {
        return "key" + number;
    }

    private Level run(Meters meters, Duration patience) throws InterruptedException {
        for (int i = 0; i < clients; i++) {
            // Not here: a target that answers at once would keep this thread for ever.
            starts.execute(new Client(i)::next);
        }
        Thread.sleep(options.warmUp().toMillis());
        Meters.Reading before = meters.read();
        phase = Phase.MEASURE;
        long start = System.nanoTime();
        Thread.sleep(options.window().toMillis());
        phase = Phase.OVER;
        double seconds = (System.nanoTime() - start) / 1e9;
        Meters.Reading after = meters.read();
        // What is not answered by now is counted as an error: it waited for longer than anybody should.
        if (!ended.tryAcquire(clients, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            errors.addAndGet(clients - ended.availablePermits());
            trouble.compareAndSet("", "no answer within " + patience.toSeconds() + " s");
        }
        return new Level(
                clients,
                latencies.getTotalCount() / seconds,
                errors.get(),
                millis(50),
                millis(99),
                millis(99.9),
                latencies.getMaxValue() / 1e3,
                after.rate(before.serverCpu(), after.serverCpu(), before),
                after.rate(before.clientCpu(), after.clientCpu(), before),
                after.rate(before.fsyncs(), after.fsyncs(), before),
                after.rate(before.flushes(), after.flushes(), before),
                trouble.get());
    }

    private double millis(double percentile) {
        return latencies.getTotalCount() == 0 ? 0 : latencies.getValueAtPercentile(percentile) / 1e3;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "bench-load");
        thread.setDaemon(true);
        return thread;
    }

    /** One closed loop. Its steps follow each other, on whatever threads the target answers. */
    private final class Client {
        private final int number;
        private final SplittableRandom random;

        Client(int number) {
            this.number = number;
            random = new SplittableRandom(number);
        }

        /** Goes on until an answer is awaited, in a loop: a target may answer at once. */
        void next() {
            while (phase != Phase.OVER) {
                long start = System.nanoTime();
                CompletableFuture<?> answer = call();
                if (!answer.isDone()) {
                    CompletableFuture<?> unused = answer.whenComplete((value, error) -> {
                        if (record(start, error)) {
                            next();
                        }
                    });
                    return;
                }
                Throwable error = answer.<Throwable>handle((value, e) -> e).join();
                if (!record(start, error)) {
                    return;
                }
            }
            ended.release();
        }

        private CompletableFuture<?> call() {
            String key = key(random.nextInt(options.keys()));
            try {
                return random.nextInt(100) < options.readPercent()
                        ? target.get(number, key)
                        : target.put(number, key, values.get(random.nextInt(values.size())));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** Whether to go on at once; after an error the client pauses, so that it does not spin. */
        private boolean record(long start, Throwable error) {
            boolean counts = phase == Phase.MEASURE;
            if (error == null) {
                if (counts) {
                    latencies.recordValue(Math.min(MOST_MICROS, (System.nanoTime() - start) / 1_000));
                }
                return true;
            }
            if (counts) {
                errors.incrementAndGet();
            }
            trouble.compareAndSet("", String.valueOf(error));
            Future<?> unused = pauses.schedule(this::next, PAUSE_AFTER_ERROR_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        }
    }
}
