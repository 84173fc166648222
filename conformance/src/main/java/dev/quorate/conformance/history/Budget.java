package dev.quorate.conformance.history;

import java.util.concurrent.atomic.AtomicLong;

/** What is left of the limits of one history, for all threads that search it. */
final class Budget {
    private static final int TIME_CHECK_INTERVAL = 1024;

    private final Limits limits;
    private final long start;
    private final AtomicLong configurations;
    // How many more this part may take, of what the whole may.
    private long slice;

    Budget(Limits limits) {
        this(limits, System.nanoTime(), new AtomicLong(), Long.MAX_VALUE);
    }

    private Budget(Limits limits, long start, AtomicLong configurations, long slice) {
        this.limits = limits;
        this.start = start;
        this.configurations = configurations;
        this.slice = slice;
    }

    /** A part of this budget, for one thread, that ends sooner. */
    Budget slice(long count) {
        return new Budget(limits, start, configurations, count);
    }

    /** Lets this part go on for so many configurations. */
    void extend(long count) {
        slice = count;
    }

    /** Whether the whole has come to its limit, and not only this part. */
    boolean isSpent() {
        return configurations.get() > limits.configurations()
                || System.nanoTime() - start >= limits.time().toNanos();
    }

    /** Whether one more step may be taken; the clock is read only now and then. */
    boolean allows(long steps) {
        return steps % TIME_CHECK_INTERVAL != 0
                || System.nanoTime() - start < limits.time().toNanos();
    }

    /** Asks for room for one more configuration. */
    boolean takeConfiguration() {
        return configurations.incrementAndGet() <= limits.configurations() && --slice >= 0;
    }

    /** Gives back the room of configurations that are remembered no more. */
    void giveBack(long count) {
        configurations.addAndGet(-count);
    }

    /** Which limit it was, in words. */
    String exceeded() {
        return configurations.get() > limits.configurations()
                ? "the limit of %,d configurations".formatted(limits.configurations())
                : "the limit of %.1f s".formatted(limits.time().toMillis() / 1e3);
    }
}
