package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Outcome;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Model-checks. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Model-check; hold verdicts, exact counts and counterexamples against what is expected.")
final class CheckCommand implements Callable<Integer>, Decides {
    @Mixin
    private Inputs inputs;

    @Override
    public Integer call() {
        Optional<Path> json = inputs.json();
        Catalog catalog = inputs.catalog();
        ModelRuns runs = new ModelRuns(new Console());
        List<Model> models = inputs.models(catalog);
        runs.run(models, inputs.checks(catalog).together(models.size())::check);
        json.ifPresent(file -> runs.write(file, "check"));
        new Console().line("check: %s, %.1f s", runs.asExpected(), runs.seconds());
        return runs.status().exitStatus();
    }

    @Override
    public String find(Consumer<String> progress) {
        Catalog catalog = inputs.catalog();
        List<Model> models = inputs.models(catalog);
        if (models.size() != 1) {
            throw new BadInputException("expected one model, found " + models.size());
        }
        Outcome outcome = inputs.checks(catalog).check(models.get(0), progress);
        return outcome.status() == Status.OK
                ? models.get(0).expectation().toString()
                : String.join("\n", outcome.problems());
    }
}
