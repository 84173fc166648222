package dev.quorate.conformance.tlc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How TLC is run.
 *
 * @param jar an official {@code tla2tools.jar} to use in place of the TLC that Quorate brings along
 * @param timeout how long a run may take; then it is undecided
 * @param memory the size of TLC's heap, in Java's notation, such as {@code 4g}
 * @param workers how many workers where the model leaves it open; if empty, one per core
 * @param classes folders or jars that go before all others on the classpath of TLC's process: other code to hold against the
 *     spec than this process's own
 */
public record TlcOptions(
        Optional<Path> jar,
        Optional<Duration> timeout,
        Optional<String> memory,
        OptionalInt workers,
        List<Path> classes) {
    /** The TLC that Quorate brings along, without limits. */
    public static final TlcOptions DEFAULT =
            new TlcOptions(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of());

    /** The same, with other code to hold against the spec. */
    public TlcOptions withClasses(Path other) {
        return new TlcOptions(jar, timeout, memory, workers, List.of(other));
    }

    /** The same, with so many workers where the model leaves it open. */
    public TlcOptions withWorkers(int number) {
        return new TlcOptions(jar, timeout, memory, OptionalInt.of(number), classes);
    }
}
