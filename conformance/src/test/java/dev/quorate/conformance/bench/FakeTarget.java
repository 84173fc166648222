package dev.quorate.conformance.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that answers after a while, fails every so often, and sees to it that no client asks for two things at once. */
final class FakeTarget implements Target {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Set<Integer> asking = ConcurrentHashMap.newKeySet();
    private final Duration latency;
    private final int failEvery;
    final AtomicInteger puts = new AtomicInteger();
    final AtomicInteger gets = new AtomicInteger();
    final AtomicInteger overlaps = new AtomicInteger();
    final Set<String> keys = ConcurrentHashMap.newKeySet();

    /**
     * A service.
     *
     * @param latency of every answer; zero answers at once, on the caller's thread
     * @param failEvery which put fails: every so manieth; 0 for none
     */
    FakeTarget(Duration latency, int failEvery) {
        this.latency = latency;
        this.failEvery = failEvery;
    }

    @Override
    public CompletableFuture<?> put(int client, String key, String value) {
        keys.add(key);
        int number = puts.incrementAndGet();
        return answer(client, failEvery > 0 && number % failEvery == 0);
    }

    @Override
    public CompletableFuture<?> get(int client, String key) {
        gets.incrementAndGet();
        return answer(client, false);
    }

    private CompletableFuture<?> answer(int client, boolean fails) {
        if (!asking.add(client)) {
            overlaps.incrementAndGet();
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        Runnable complete = () -> {
            asking.remove(client);
            if (fails) {
                answer.completeExceptionally(new IllegalStateException("planted failure"));
            } else {
                answer.complete("");
            }
        };
        if (latency.isZero()) {
            complete.run();
        } else {
            var unused = timer.schedule(complete, latency.toMillis(), TimeUnit.MILLISECONDS);
        }
        return answer;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Opens one that answers after a millisecond. */
    public static final class Opener implements Provider {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Target open(List<String> servers, int clients) {
            return new FakeTarget(Duration.ofMillis(1), 0);
        }
    }
}
