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

/** Holds the code against every transition. */
@Command(
        name = "conform",
        mixinStandardHelpOptions = true,
        description = "Execute every transition of the bounded state graph on the Java code.")
final class ConformCommand implements Callable<Integer> {
    @Mixin
    private Inputs inputs;

    @Override
    public Integer call() {
        Optional<Path> json = inputs.json();
        Catalog catalog = inputs.catalog();
        List<Model> models =
                inputs.models(catalog).stream().filter(Checks::canConform).toList();
        if (models.isEmpty()) {
            throw new BadInputException("none of these models is one to hold code against: it must be expected to be"
                    + " verified, and Java code must be bound to its spec; see `quorate list`");
        }
        ModelRuns runs = new ModelRuns(new Console());
        runs.run(models, inputs.checks(catalog).together(models.size())::conform);
        json.ifPresent(file -> runs.write(file, "conform"));
        new Console().line("conform: %s, %.1f s", runs.conformance(), runs.seconds());
        return runs.status().exitStatus();
    }
}
