package dev.quorate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.check.Outcome;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Size;
import dev.quorate.conformance.tlc.TlcOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every small model yields what it says it yields; where code is bound to its spec, the code takes every transition. */
class ModelsTest {
    private final Checks checks = Repository.checks(TlcOptions.DEFAULT);

    @TestFactory
    Stream<DynamicTest> everySmallModelYieldsWhatItSays() {
        List<Model> models = Repository.CATALOG.select(List.of(), Size.SMALL);
        return models.stream()
                .map(model -> dynamicTest(model.id() + " " + model.expectation(), () -> assertIsAsExpected(model)));
    }

    private void assertIsAsExpected(Model model) {
        Outcome outcome =
                Checks.canConform(model) ? checks.conform(model, line -> {}) : checks.check(model, line -> {});
        assertEquals(Status.OK, outcome.status(), () -> model + ": " + String.join("\n", outcome.problems()));
    }
}
