package dev.quorate.conformance.cluster;

import dev.quorate.conformance.cluster.Fault.Cut;
import dev.quorate.conformance.cluster.Fault.Kill;
import dev.quorate.conformance.cluster.Fault.KillAll;
import dev.quorate.conformance.cluster.Fault.Shape;
import dev.quorate.conformance.cluster.Fault.Stop;
import dev.quorate.conformance.cluster.Fault.Target;
import java.util.SplittableRandom;

/**
 * Which faults come, one after the other, and after which time. There are kinds that come beside each other; the faults of a kind depend
 * on the seed alone, however long those of others take.
 */
final class FaultSchedule {
    private static final Shape[] SHAPES = Shape.values();

    /** The shortest time between two faults of a kind. */
    private static final long MIN_GAP_MILLIS = 200;

    private static final long KILL_MILLIS = 500;
    private static final long DOWN_MILLIS = 250;
    private static final double ALL_AT_ONCE = 0.15;
    private static final double OF_LEADER = 0.4;
    private static final long STOP_MILLIS = 3_500;
    private static final long STOPPED_MILLIS = 1_200;
    private static final long CUT_MILLIS = 3_500;
    private static final long CUT_FOR_MILLIS = 1_500;

    /** No fault lasts longer than so many times its kind's mean. */
    private static final int LONGEST = 4;

    private final SplittableRandom kills;
    private final SplittableRandom stops;
    private final SplittableRandom cuts;

    /**
     * A fault, and when it comes.
     *
     * @param gapMillis after the one of its kind before it
     */
    record Timed(long gapMillis, Fault fault) {}

    FaultSchedule(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        kills = random.split();
        stops = random.split();
        cuts = random.split();
    }

    Timed nextKill() {
        long gap = gap(kills, KILL_MILLIS);
        Target target = target(kills);
        boolean all = kills.nextDouble() < ALL_AT_ONCE;
        // Half of them are back before the others have noticed.
        long down = kills.nextBoolean() ? 0 : exponential(kills, DOWN_MILLIS);
        return new Timed(gap, all ? new KillAll(down) : new Kill(target, down));
    }

    Timed nextStop() {
        return new Timed(gap(stops, STOP_MILLIS), new Stop(target(stops), exponential(stops, STOPPED_MILLIS)));
    }

    Timed nextCut() {
        return new Timed(
                gap(cuts, CUT_MILLIS),
                new Cut(
                        SHAPES[cuts.nextInt(SHAPES.length)],
                        target(cuts),
                        cuts.nextInt(Integer.MAX_VALUE),
                        cuts.nextBoolean(),
                        exponential(cuts, CUT_FOR_MILLIS)));
    }

    private static Target target(SplittableRandom random) {
        return new Target(random.nextDouble() < OF_LEADER, random.nextInt(Integer.MAX_VALUE));
    }

    private static long gap(SplittableRandom random, long mean) {
        return MIN_GAP_MILLIS + exponential(random, mean);
    }

    private static long exponential(SplittableRandom random, long mean) {
        return Math.min(LONGEST * mean, Math.max(1, Math.round(-mean * Math.log1p(-random.nextDouble()))));
    }
}
