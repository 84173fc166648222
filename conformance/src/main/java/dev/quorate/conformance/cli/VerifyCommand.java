package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.Catalog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks everything at small size. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Check, conform and replay, all at small size: one table, one exit status.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private Inputs inputs;

    @Override
    public Integer call() {
        Optional<Path> json = inputs.json();
        Catalog catalog = inputs.catalog();
        Checks checks = inputs.checks(catalog);
        Console console = new Console();
        ReplayRuns replays = new ReplayRuns(console);
        replays.run(inputs.traces().files(), false);
        console.line("replay: %s", replays.summary());
        ModelRuns runs = new ModelRuns(console);
        runs.run(
                inputs.models(catalog),
                (model, progress) ->
                        Checks.canConform(model) ? checks.conform(model, progress) : checks.check(model, progress));
        json.ifPresent(file -> runs.write(file, "verify"));
        Status status = runs.status().and(replays.status());
        console.line("conform: %s", runs.conformance());
        console.line(
                "verify: %s; %s, %.1f s: %s",
                runs.asExpected(), replays.summary(), runs.seconds(), ModelRuns.word(status));
        return status.exitStatus();
    }
}
