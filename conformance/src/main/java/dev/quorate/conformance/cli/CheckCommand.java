package dev.quorate.conformance.cli;

import dev.quorate.conformance.model.Catalog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Model-checks. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Model-check; hold verdicts, exact counts and counterexamples against what is expected.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private Inputs inputs;

    @Override
    public Integer call() {
        Optional<Path> json = inputs.json();
        Catalog catalog = inputs.catalog();
        ModelRuns runs = new ModelRuns(new Console());
        runs.run(inputs.models(catalog), inputs.checks(catalog)::check);
        json.ifPresent(file -> runs.write(file, "check"));
        new Console().line("check: %s, %.1f s", runs.asExpected(), runs.seconds());
        return runs.status().exitStatus();
    }
}
