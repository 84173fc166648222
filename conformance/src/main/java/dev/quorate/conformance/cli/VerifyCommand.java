package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks everything at small size. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Replay, simulate, validate, explore, check and conform, at small size: one table, one exit status.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private Inputs inputs;

    @Override
    public Integer call() {
        long start = System.nanoTime();
        Optional<Path> json = inputs.json();
        Catalog catalog = inputs.catalog();
        List<Model> models = inputs.models(catalog);
        Checks checks = inputs.checks(catalog).together(models.size());
        Console console = new Console();
        ReplayRuns replays = new ReplayRuns(console);
        replays.run(inputs.traces().files(), false);
        console.line("replay: %s", replays.summary());
        SimulationRuns simulations = new SimulationRuns(console, catalog.library(), inputs.tlc());
        simulations.run(models.stream()
                .map(Model::spec)
                .distinct()
                .<Binding<?, ?, ?>>flatMap(spec -> Binding.of(spec).stream())
                .toList());
        ExplorationRuns explorations = new ExplorationRuns(console);
        explorations.run(
                models.stream().filter(Checks::canConform).toList(),
                (model, progress) -> checks.explore(model, true, progress));
        console.line("explore: %s", explorations.summary());
        ModelRuns runs = new ModelRuns(console);
        runs.run(
                models,
                (model, progress) ->
                        Checks.canConform(model) ? checks.conform(model, progress) : checks.check(model, progress));
        console.line("conform: %s", runs.conformance());
        Status status =
                runs.status().and(replays.status()).and(simulations.status()).and(explorations.status());
        double seconds = (System.nanoTime() - start) / 1e9;
        json.ifPresent(file -> {
            ObjectNode root = JsonMapper.builder().build().createObjectNode();
            root.put("command", "verify");
            root.put("status", status.name());
            root.put("seconds", seconds);
            root.put("replay", replays.summary());
            root.set("simulations", simulations.report());
            root.set("explorations", explorations.report());
            ArrayNode checked = runs.report();
            root.set("models", checked);
            ModelRuns.write(root, file);
        });
        console.line(
                "verify: %s; %s; %s, %.1f s: %s",
                runs.asExpected(), replays.summary(), simulations.summary(), seconds, ModelRuns.word(status));
        return status.exitStatus();
    }
}
