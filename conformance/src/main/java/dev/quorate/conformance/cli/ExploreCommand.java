package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Explores with the code alone. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description =
                "Explore the Java code's own state space within a model's bounds; it must have as many states as TLC finds.")
final class ExploreCommand implements Callable<Integer> {
    @Mixin
    private Inputs inputs;

    @Option(
            names = "--symmetry",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Take states that differ by a renaming of nodes for one, if the model says so. Default: yes.")
    private boolean symmetry;

    @Override
    public Integer call() {
        Optional<Path> json = inputs.json();
        Catalog catalog = inputs.catalog();
        List<Model> models =
                inputs.models(catalog).stream().filter(Checks::canConform).toList();
        if (models.isEmpty()) {
            throw new BadInputException(
                    "none of these models is one to explore with the code: it must be expected to be"
                            + " verified, and Java code must be bound to its spec; see `quorate list`");
        }
        Checks checks = inputs.checks(catalog);
        ExplorationRuns runs = new ExplorationRuns(new Console());
        runs.run(models, (model, progress) -> checks.explore(model, symmetry, progress));
        json.ifPresent(runs::write);
        new Console().line("explore: %s", runs.summary());
        return runs.status().exitStatus();
    }
}
