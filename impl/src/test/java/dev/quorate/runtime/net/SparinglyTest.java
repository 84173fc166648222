package dev.quorate.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a network can provoke is logged as often as a person can read it. */
class SparinglyTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Sparingly log = new Sparingly(LoggerFactory.getLogger("test"), nanos::get);

    @Test
    void tenLinesOfAKindAMinuteAndTheRestIsCounted() {
        try (Logs logs = new Logs()) {
            for (int i = 0; i < 1000; i++) {
                log.warn("flood", "flood " + i);
            }
            log.warn("other", "another kind");
            assertEquals(10, logs.lines("flood"), logs::text);
            assertEquals(1, logs.lines("another kind"), logs::text);
            nanos.addAndGet(60_000_000_000L);
            log.warn("flood", "flood again");
            assertEquals(1, logs.lines("flood again (and 990 more of this kind, not shown)"), logs::text);
            log.warn("flood", "once more");
            assertEquals(0, logs.lines("once more ("), logs::text);
        }
    }

    @Test
    void whatComesFromOutsideCannotForgeALine() {
        assertEquals("a?b?c", Printable.of("a\nb\u001bc", 10));
        assertEquals("abc...", Printable.of("abcdef", 3));
    }
}
