package dev.quorate.conformance.tlc;

import dev.quorate.conformance.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one run of TLC found.
 *
 * @param verdict what it comes to
 * @param exitStatus TLC's own; -1 if it was stopped
 * @param property what is violated: a property by its name, {@code deadlock}, or {@code assumption}; else empty
 * @param message why there is no verdict, or TLC's words about a violation; empty if verified
 * @param generated states generated, those found again included
 * @param distinct distinct states
 * @param depth the depth of the search; 0 if TLC did not end it
 * @param time wall-clock time, the start of the JVM included
 * @param trace the counterexample: the states in order; empty if there is none
 * @param loop for a lasso, the index in {@code trace} of the state that follows the last
 */
public record TlcResult(
        Verdict verdict,
        int exitStatus,
        Optional<String> property,
        String message,
        long generated,
        long distinct,
        int depth,
        Duration time,
        List<Map<String, Value>> trace,
        OptionalInt loop) {

    /** What a run comes to. */
    public enum Verdict {
        /** Every property holds in every state of the model. */
        VERIFIED,
        /** A property is violated. */
        VIOLATED,
        /** The spec or the model is not one that TLC can check: bad input. */
        INVALID,
        /** Time, memory or disk ran out, or TLC failed: never counted as verified. */
        UNDECIDED
    }
}
