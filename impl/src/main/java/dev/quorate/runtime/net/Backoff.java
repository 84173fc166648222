package dev.quorate.runtime.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling from the first wait to the last, each with a jitter of up to half of it, so that
 * those who failed together do not come back together.
 */
final class Backoff {
    private final Duration first;
    private final Duration last;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration first, Duration last, RandomGenerator random) {
        this.first = first;
        this.last = last;
        this.random = random;
        this.next = first;
    }

    /** The wait after one more failure: between half of it and all of it. */
    Duration next() {
        long nanos = next.toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(last) < 0 ? doubled : last;
        return Duration.ofNanos(nanos - random.nextLong(nanos / 2));
    }

    /** After a success. */
    void reset() {
        next = first;
    }
}
