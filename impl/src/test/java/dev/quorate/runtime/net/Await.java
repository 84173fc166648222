package dev.quorate.runtime.net;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread does. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Await() {}

    static void until(String expected, BooleanSupplier holds) {
        until(expected, holds, () -> "");
    }

    static void until(String expected, BooleanSupplier holds, Supplier<String> found) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("after " + LIMIT.toSeconds() + " s, this did not hold: " + expected + ". " + found.get());
            }
            sleep(2);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
