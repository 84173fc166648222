package dev.quorate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Traces;
import dev.quorate.conformance.transition.BranchCoverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The coverage traces of a protocol take every action and every branch of every handler of its class. */
class CoverageTest {
    static Stream<String> specs() {
        return Repository.CATALOG.specs().stream()
                .filter(spec -> Binding.of(spec).isPresent());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theCoverageTracesTakeEveryBranch(String spec) throws IOException {
        Model model = Repository.model(spec + "/small");
        List<Path> files = Traces.files(Repository.TRACES.coverageOf(model));
        List<String> source = source(model);

        List<String> missed = missedBy(model, files).stream()
                .filter(line -> line > endOfConstructors(source))
                .map(line -> line + ": " + source.get(line - 1).strip())
                .toList();
        assertEquals(List.of(), missed, "lines with a branch that no coverage trace takes");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void withOneOfThemAloneABranchIsMissed(String spec) {
        Model model = Repository.model(spec + "/small");
        List<Path> files = Traces.files(Repository.TRACES.coverageOf(model));
        assertTrue(files.size() > 1, "more than one trace");
        assertNotEquals(missedBy(model, files), missedBy(model, files.subList(0, 1)), "are branches measured at all?");
    }

    private static List<Integer> missedBy(Model model, List<Path> traces) {
        try (BranchCoverage coverage = new BranchCoverage(
                Binding.of(model.spec()).orElseThrow(), model.configuration().constants())) {
            traces.forEach(file -> coverage.trace(Itf.read(file)));
            return coverage.missedLines();
        }
    }

    private static List<String> source(Model model) throws IOException {
        Class<?> protocol = Binding.of(model.spec())
                .orElseThrow()
                .protocol(model.configuration().constants())
                .getClass();
        return Files.readAllLines(SeededBug.source(protocol));
    }

    /** What clusters there can be is for the class's own test. */
    private static int endOfConstructors(List<String> source) {
        return source.indexOf("    @Override");
    }
}
