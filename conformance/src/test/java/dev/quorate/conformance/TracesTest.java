package dev.quorate.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Replay;
import dev.quorate.conformance.trace.Trace;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every committed trace says what it shows, and the code does what it asks for. */
class TracesTest {
    @TestFactory
    Stream<DynamicTest> theCodeFollowsEveryTraceAndRefusesEveryFault() {
        return Repository.TRACES.files().stream()
                .map(file ->
                        dynamicTest(Repository.TRACES.root().relativize(file).toString(), () -> replay(file)));
    }

    private static void replay(Path file) {
        Trace trace = Itf.read(file);
        assertFalse(trace.header().description().isBlank(), "a trace says what it shows");
        Replay replay = Replay.of(trace, file.toString());
        assertTrue(
                replay.isAsExpected(trace),
                () -> "expected the code to part from the trace at "
                        + trace.header().refusedAt() + ", but it did at " + replay.divergedAt() + ": "
                        + replay.differences());
        boolean stands = trace.loop().equals(OptionalInt.of(trace.states().size() - 1));
        assertTrue(replay.nodeSteps() > 0 || stands, "a trace has a step of a node, or shows that none ever takes one");
    }
}
