package dev.quorate.conformance.simulation;

import dev.quorate.runtime.Timing.Timers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * The timers of one node, whose clock may run too fast or too slow. A timer that is started anew before its end, as most are,
 * leaves what is on the agenda for it where it is; that looks again when it comes up.
 */
final class NodeTimers implements Timers {
    private static final long NEVER = Long.MAX_VALUE;

    private final Agenda agenda;
    private final SplittableRandom random;
    private final double pace;
    private final IntConsumer end;
    private final long[] deadlines;

    /** When the item on the agenda that counts for a timer comes up. */
    private final long[] alarms;

    /**
     * Timers of which none runs.
     *
     * @param pace how many microseconds one of the node's own lasts
     * @param end what to do when a timer ends
     */
    NodeTimers(int timers, Agenda agenda, SplittableRandom random, double pace, IntConsumer end) {
        this.agenda = agenda;
        this.random = random;
        this.pace = pace;
        this.end = end;
        deadlines = new long[timers];
        alarms = new long[timers];
        Arrays.fill(deadlines, NEVER);
        Arrays.fill(alarms, NEVER);
    }

    @Override
    public void start(int timer, long min, long max) {
        long time = Math.round(pace * (min == max ? min : random.nextLong(min, max)));
        deadlines[timer] = agenda.now() + time;
        if (alarms[timer] > deadlines[timer]) {
            setAlarm(timer);
        }
    }

    private void setAlarm(int timer) {
        long alarm = deadlines[timer];
        alarms[timer] = alarm;
        agenda.in(alarm - agenda.now(), () -> ring(timer, alarm));
    }

    private void ring(int timer, long alarm) {
        if (alarms[timer] != alarm) {
            return;
        }
        alarms[timer] = NEVER;
        if (deadlines[timer] > agenda.now()) {
            if (deadlines[timer] != NEVER) {
                setAlarm(timer);
            }
        } else {
            deadlines[timer] = NEVER;
            end.accept(timer);
        }
    }

    @Override
    public void stop(int timer) {
        deadlines[timer] = NEVER;
    }

    void stopAll() {
        Arrays.fill(deadlines, NEVER);
    }
}
