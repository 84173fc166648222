package dev.quorate.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a peer that cannot be reached is let alone. */
class BackoffTest {
    private static final long[] LIMITS_MILLIS = {50, 100, 200, 400, 800, 1600, 2000, 2000, 2000};

    private final Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), new Random(7));

    @Test
    void itDoublesUpToTheLastWaitAndNeverHalvesBelow() {
        for (long limit : LIMITS_MILLIS) {
            assertIsUpTo(limit, backoff.next());
        }
        backoff.reset();
        assertIsUpTo(50, backoff.next());
        assertIsUpTo(100, backoff.next());
    }

    @Test
    void noTwoComeBackTogether() {
        Set<Duration> waits = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            waits.add(new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), new Random(seed)).next());
        }
        assertEquals(100, waits.size());
    }

    private static void assertIsUpTo(long millis, Duration wait) {
        assertTrue(
                wait.compareTo(Duration.ofMillis(millis)) <= 0
                        && wait.multipliedBy(2).compareTo(Duration.ofMillis(millis)) > 0,
                () -> wait + " is not between half of " + millis + " ms and all of it");
    }
}
