package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Size;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what there is. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List specs, their models and traces.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private Inputs inputs;

    @Override
    public Integer call() {
        Catalog catalog = inputs.catalog();
        Console console = new Console();
        List<Model> models = catalog.select(inputs.selectors(), Size.LARGE);
        console.line("Models (* = the Java code is held against every transition)");
        for (Model model : models) {
            console.line(
                    "  %-28s %-6s %s %-38s %s",
                    model.id(),
                    model.size().name().toLowerCase(java.util.Locale.ROOT),
                    Checks.canConform(model) ? "*" : " ",
                    model.expectation(),
                    model.description());
        }
        console.line("");
        console.line("Traces");
        int traces = 0;
        for (Path file : inputs.traces().files()) {
            Trace trace = Itf.read(file);
            console.line(
                    "  %-48s %3d states  %s",
                    inputs.traces().root().relativize(file),
                    trace.states().size(),
                    trace.header().description());
            traces++;
        }
        console.line("list: %d models, %d traces", models.size(), traces);
        return 0;
    }
}
