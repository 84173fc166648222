package dev.quorate.runtime;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The timers of one node, by a clock that only goes forward. It may jump, for all that a node can tell: a process is stopped and goes
 * on, a machine sleeps, or has no time for it. What a node has not heard in such a time is no sign that nobody spoke, so its timers
 * stand still then, and a moment longer, for what waits in its sockets.
 */
final class Alarms implements Timing.Timers {
    /** That of a timer which does not run. */
    static final long NEVER = Long.MAX_VALUE;

    /** Whoever comes so much later than the next timer ends has been away. */
    private static final long AWAY = 200_000;

    /** For how long timers stand still after that. */
    private static final long TO_COME_BACK = 50_000;

    private final RandomGenerator random;
    private final long[] deadlines;
    private long now;

    Alarms(int timers, RandomGenerator random) {
        this.random = random;
        deadlines = new long[timers];
        stopAll();
    }

    void now(long micros) {
        long away = micros - next();
        now = Math.max(now, micros);
        if (away > AWAY) {
            for (int timer = 0; timer < deadlines.length; timer++) {
                if (deadlines[timer] != NEVER) {
                    deadlines[timer] += away + TO_COME_BACK;
                }
            }
        }
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
