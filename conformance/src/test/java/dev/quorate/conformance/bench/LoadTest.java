package dev.quorate.conformance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a load does, and what it counts. */
class LoadTest {
    private static final Meters METERS =
            new Meters(List.of(ProcessHandle.current().pid()), List.of());
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private static Level measure(FakeTarget target, int clients, int readPercent) throws InterruptedException {
        LoadOptions options =
                new LoadOptions(Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(500), 100, 10, readPercent);
        try (target) {
            return Load.measure(target, options, clients, METERS, PATIENCE);
        }
    }

    @Test
    void eachClientWaitsForItsAnswerBeforeItAsksAgain() throws InterruptedException {
        FakeTarget target = new FakeTarget(Duration.ofMillis(5), 0);
        Level level = measure(target, 8, 0);
        assertEquals(0, target.overlaps.get());
        assertEquals(0, level.errors(), level.trouble());
        assertTrue(level.perSecond() > 50 && level.perSecond() < 8 * 200, "8 clients, 5 ms and more: " + level);
    }

    @Test
    void latencyIsFromTheQuestionToTheAnswer() throws InterruptedException {
        Level level = measure(new FakeTarget(Duration.ofMillis(40), 0), 2, 0);
        assertTrue(level.p50() >= 38 && level.p50() < 400, "40 ms and more: " + level);
        assertTrue(level.p50() <= level.p99() && level.p99() <= level.p999() && level.p999() <= level.max() + 1e-9);
    }

    @Test
    void aServiceThatAnswersAtOnceDoesNotFillTheStack() throws InterruptedException {
        Level level = measure(new FakeTarget(Duration.ZERO, 0), 1, 0);
        assertEquals(0, level.errors(), level.trouble());
        assertTrue(level.perSecond() > 10_000, level.toString());
    }

    @Test
    void afterAnErrorAClientGoesOnAndTheErrorIsCounted() throws InterruptedException {
        FakeTarget target = new FakeTarget(Duration.ofMillis(1), 5);
        Level level = measure(target, 4, 0);
        assertTrue(level.errors() > 0 && level.perSecond() > 0, level.toString());
        assertTrue(level.trouble().contains("planted failure"), level.trouble());
    }

    @Test
    void whatIsNeverAnsweredIsAnError() throws InterruptedException {
        Level level = measure(new FakeTarget(Duration.ofDays(1), 0), 3, 0);
        assertEquals(3, level.errors());
        assertEquals(0, level.perSecond());
        assertTrue(level.trouble().contains("no answer"), level.trouble());
    }

    @Test
    void readsAreAsManyOfAHundredAsAskedFor() throws InterruptedException {
        FakeTarget target = new FakeTarget(Duration.ZERO, 0);
        measure(target, 1, 30);
        double share = 100.0 * target.gets.get() / (target.gets.get() + target.puts.get());
        assertEquals(30, share, 3);
        assertEquals(100, target.keys.size(), "all keys are written");
    }

    @Test
    void aLineCarriesALevel() {
        Level level = new Level(
                64,
                1234.5,
                2,
                1.25,
                9.5,
                20,
                33,
                1.5,
                0.25,
                OptionalDouble.of(3999.5),
                OptionalDouble.empty(),
                "java.io.IOException: refused = yes");
        assertTrue(Level.isLine(level.line()));
        assertEquals(level, Level.of(level.line()));
    }
}
