package dev.quorate.runtime.net;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs what a network can provoke: of each kind at most so many lines a minute. What was left out is counted, and the count comes
 * with the next line. The kinds are few and known to the code: none is made of what came from outside.
 */
final class Sparingly {
    private static final int LINES = 10;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Logger log;
    private final LongSupplier nanoTime;
    private final Map<String, Window> windows = new HashMap<>();

    Sparingly(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    void info(String kind, String message) {
        String suffix = admit(kind);
        if (suffix != null) {
            log.info("{}{}", message, suffix);
        }
    }

    void warn(String kind, String message) {
        String suffix = admit(kind);
        if (suffix != null) {
            log.warn("{}{}", message, suffix);
        }
    }

    /** With the stack: for what is a fault of our own. */
    void error(String kind, String message, Throwable fault) {
        String suffix = admit(kind);
        if (suffix != null) {
            log.error(message + suffix, fault);
        }
    }

    /** What to say behind the line; null for a line too many. */
    private synchronized String admit(String kind) {
        Window window = windows.computeIfAbsent(kind, k -> new Window(nanoTime.getAsLong()));
        long now = nanoTime.getAsLong();
        if (now - window.startNanos < MINUTE_NANOS && window.lines >= LINES) {
            window.leftOut++;
            return null;
        }
        String suffix = window.leftOut == 0 ? "" : " (and " + window.leftOut + " more of this kind, not shown)";
        if (now - window.startNanos >= MINUTE_NANOS) {
            window.startNanos = now;
            window.lines = 0;
            window.leftOut = 0;
        }
        window.lines++;
        return suffix;
    }

    private static final class Window {
        private long startNanos;
        private int lines;
        private long leftOut;

        Window(long startNanos) {
            this.startNanos = startNanos;
        }
    }
}
