package dev.quorate.conformance.history;

import java.time.Duration;

/**
 * How much a search may take before it gives up.
 *
 * @param time how long one history may take
 * @param configurations how many configurations may be remembered, over all objects that are being searched at a time
 */
public record Limits(Duration time, long configurations) {
    // A configuration of a register with ten clients takes about 150 bytes.
    private static final long BYTES_EACH = 400;

    /** A minute, and what fits into the heap. */
    public static Limits standard() {
        return new Limits(Duration.ofMinutes(1), Runtime.getRuntime().maxMemory() / BYTES_EACH);
    }
}
