package dev.quorate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.check.Batch;
import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.check.Outcome;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Size;
import dev.quorate.conformance.tlc.TlcOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every small model yields what it says it yields; where code is bound to its spec, the code takes every transition. */
class ModelsTest {
    private final Checks checks = Repository.checks(TlcOptions.DEFAULT.withWorkers(1));

    /** All models are run at once, on all cores; there is a test for what came of each. */
    @TestFactory
    Stream<DynamicTest> everySmallModelYieldsWhatItSays() {
        List<Model> models = Repository.CATALOG.select(List.of(), Size.SMALL);
        List<Outcome> outcomes = new ArrayList<>();
        Batch.run(Batch.longestFirst(models), this::run, outcomes::add);
        assertEquals(models.size(), outcomes.size(), "an outcome for each model");
        return outcomes.stream()
                .map(outcome -> dynamicTest(
                        outcome.model().id() + " " + outcome.model().expectation(),
                        () -> assertEquals(
                                Status.OK,
                                outcome.status(),
                                () -> outcome.model() + ": " + String.join("\n", outcome.problems()))));
    }

    /** A model may be too small to reach an action or a message; not every small model of its spec may. */
    @TestFactory
    Stream<DynamicTest> whatOneModelDoesNotReachAnotherDoes() {
        return Repository.CATALOG.specs().stream()
                .filter(spec -> Binding.of(spec).isPresent())
                .map(spec -> dynamicTest(spec, () -> {
                    Set<String> unreached = new TreeSet<>();
                    List<Model> models = Repository.CATALOG.select(List.of(spec), Size.SMALL).stream()
                            .filter(Checks::canConform)
                            .toList();
                    models.forEach(model -> unreached.addAll(model.expectation().unreached()));
                    models.forEach(
                            model -> unreached.retainAll(model.expectation().unreached()));
                    assertEquals(Set.of(), unreached, "reached by no small model of " + spec);
                }));
    }

    private Outcome run(Model model) {
        return Checks.canConform(model) ? checks.conform(model, line -> {}) : checks.check(model, line -> {});
    }
}
