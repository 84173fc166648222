package dev.quorate.conformance.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.cluster.Fault.Cut;
import dev.quorate.conformance.cluster.Fault.Kill;
import dev.quorate.conformance.cluster.Fault.KillAll;
import dev.quorate.conformance.cluster.Fault.Shape;
import dev.quorate.conformance.cluster.FaultSchedule.Timed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which faults come, and when. */
class FaultScheduleTest {
    private static final int MINUTE_MILLIS = 60_000;
    private static final int SERVERS = 3;

    private static List<Timed> faults(FaultSchedule schedule, Function<FaultSchedule, Timed> next, int count) {
        return Stream.generate(() -> next.apply(schedule)).limit(count).toList();
    }

    @Test
    void faultsFollowFromTheSeed() {
        FaultSchedule one = new FaultSchedule(5);
        FaultSchedule same = new FaultSchedule(5);
        List<Timed> kills = faults(one, FaultSchedule::nextKill, 100);
        List<Timed> cuts = faults(one, FaultSchedule::nextCut, 100);
        // In another order: how long the faults of a kind take is of no concern to the others.
        assertEquals(cuts, faults(same, FaultSchedule::nextCut, 100));
        assertEquals(
                faults(new FaultSchedule(5), FaultSchedule::nextStop, 100), faults(same, FaultSchedule::nextStop, 100));
        assertEquals(kills, faults(same, FaultSchedule::nextKill, 100));
        assertNotEquals(kills, faults(new FaultSchedule(6), FaultSchedule::nextKill, 100));
    }

    @Test
    void aMinuteHasMoreThanFiftyKills() {
        for (long seed = 1; seed <= 20; seed++) {
            FaultSchedule schedule = new FaultSchedule(seed);
            int kills = 0;
            for (long time = 0; time < MINUTE_MILLIS; ) {
                Timed next = schedule.nextKill();
                time += next.gapMillis();
                kills += next.fault() instanceof KillAll ? SERVERS : 1;
            }
            assertTrue(kills >= 60, "some wait for an answer, and " + kills + " leave little time for that");
        }
    }

    @Test
    void allKindsOfKillsAndCutsComeAndNoneLastsLong() {
        FaultSchedule schedule = new FaultSchedule(1);
        List<Timed> kills = faults(schedule, FaultSchedule::nextKill, 300);
        List<Timed> cuts = faults(schedule, FaultSchedule::nextCut, 300);
        List<Timed> stops = faults(schedule, FaultSchedule::nextStop, 300);
        assertEquals(
                Set.of(true, false),
                kills.stream().map(one -> one.fault() instanceof KillAll).collect(Collectors.toSet()));
        assertTrue(
                kills.stream()
                        .anyMatch(one -> one.fault() instanceof Kill kill
                                && kill.target().leader()),
                "no kill is the leader's");
        Set<Shape> shapes = EnumSet.noneOf(Shape.class);
        cuts.forEach(one -> shapes.add(((Cut) one.fault()).shape()));
        assertEquals(EnumSet.allOf(Shape.class), shapes);
        Stream.of(kills, cuts, stops)
                .flatMap(List::stream)
                .forEach(one -> assertTrue(one.gapMillis() > 0 && one.fault().millis() >= 0, one::toString));
        assertTrue(Stream.of(kills, cuts, stops)
                .flatMap(List::stream)
                .allMatch(one -> one.fault().millis() <= 6_000));
    }
}
