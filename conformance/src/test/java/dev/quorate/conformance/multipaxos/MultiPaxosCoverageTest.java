package dev.quorate.conformance.multipaxos;

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

/** The coverage traces take every action and every branch of every handler of {@code MultiPaxos.java}. */
class MultiPaxosCoverageTest {
    private static final Path SOURCE =
            Repository.ROOT.resolve("impl/src/main/java/dev/quorate/paxos/multi/MultiPaxos.java");

    private final Model model = Repository.model("multi-paxos/small");
    private final List<Path> files = Traces.files(Repository.TRACES.coverageOf(model));

    @Test
    void theCoverageTracesTakeEveryBranchOfMultiPaxos() throws IOException {
        List<String> source = Files.readAllLines(SOURCE);
        List<String> missed = missedBy(files).stream()
                .map(line -> line + ": " + source.get(line - 1).strip())
                // A cluster without nodes is for the constructor's own test.
                .filter(line -> !line.contains("nodes.isEmpty()") && !line.contains("\"a cluster needs a node\""))
                .toList();
        assertEquals(List.of(), missed, "lines of MultiPaxos.java with a branch that no coverage trace takes");
    }

    @Test
    void withoutTwoNodesABranchIsMissed() {
        List<Path> others = files.stream()
                .filter(file -> !file.toString().contains("two-nodes"))
                .toList();
        assertNotEquals(missedBy(files), missedBy(others), "are branches measured at all?");
    }

    private List<Integer> missedBy(List<Path> traces) {
        try (BranchCoverage coverage = new BranchCoverage(
                Binding.of("multi-paxos").orElseThrow(), model.configuration().constants())) {
            traces.forEach(file -> coverage.trace(Itf.read(file)));
            return coverage.missedLines();
        }
    }
}
