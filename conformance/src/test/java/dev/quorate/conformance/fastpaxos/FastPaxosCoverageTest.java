package dev.quorate.conformance.fastpaxos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Traces;
import dev.quorate.conformance.transition.BranchCoverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The coverage traces take every action and every branch of every handler of {@code FastPaxos.java}. */
class FastPaxosCoverageTest {
    private static final Path SOURCE =
            Repository.ROOT.resolve("impl/src/main/java/dev/quorate/paxos/fast/FastPaxos.java");

    private final Model model = Repository.model("fast-paxos/small");
    private final List<Path> files = Traces.files(Repository.TRACES.coverageOf(model));

    @Test
    void theCoverageTracesTakeEveryBranchOfFastPaxos() throws IOException {
        List<String> source = Files.readAllLines(SOURCE);
        List<String> missed = missedBy(files).stream()
                .map(line -> line + ": " + source.get(line - 1).strip())
                // Quorums that need not meet, and those of no model, are for the class's own test.
                .filter(line -> !line.contains("IllegalArgumentException")
                        && !line.contains("int size = ")
                        && !line.contains("size / 4")
                        && !line.contains("uorum < 1")
                        && !line.contains("<= size)")
                        && !line.contains("<= 2 * size)"))
                .toList();
        assertEquals(List.of(), missed, "lines of FastPaxos.java with a branch that no coverage trace takes");
    }

    @Test
    void withoutTwoCoordinatorsABranchIsMissed() {
        List<Path> others = files.stream()
                .filter(file -> !file.toString().contains("two-coordinators"))
                .toList();
        assertNotEquals(missedBy(files), missedBy(others), "are branches measured at all?");
    }

    private List<Integer> missedBy(List<Path> traces) {
        try (BranchCoverage coverage = new BranchCoverage(
                Binding.of("fast-paxos").orElseThrow(), model.configuration().constants())) {
            traces.forEach(file -> coverage.trace(Itf.read(file)));
            return coverage.missedLines();
        }
    }
}
