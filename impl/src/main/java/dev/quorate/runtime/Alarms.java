package dev.quorate.runtime;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The timers of one node, by a clock that only goes forward. */
final class Alarms implements Timing.Timers {
    /** That of a timer which does not run. */
    static final long NEVER = Long.MAX_VALUE;

    private final RandomGenerator random;
    private final long[] deadlines;
    private long now;

    Alarms(int timers, RandomGenerator random) {
        this.random = random;
        deadlines = new long[timers];
        stopAll();
    }

    void now(long micros) {
        now = Math.max(now, micros);
    }

    long now() {
        return now;
    }

    @Override
    public void start(int timer, long min, long max) {
        deadlines[timer] = now + (min == max ? min : random.nextLong(min, max));
    }

    @Override
    public void stop(int timer) {
        deadlines[timer] = NEVER;
    }

    void stopAll() {
        Arrays.fill(deadlines, NEVER);
    }

    /** Whether a timer has ended; then it does not run any more. */
    boolean ends(int timer) {
        boolean ends = deadlines[timer] <= now;
        if (ends) {
            stop(timer);
        }
        return ends;
    }

    /** When the next one ends. */
    long next() {
        long next = NEVER;
        for (long deadline : deadlines) {
            next = Math.min(next, deadline);
        }
        return next;
    }
}
