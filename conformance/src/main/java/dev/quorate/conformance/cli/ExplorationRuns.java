package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.check.Batch;
import dev.quorate.conformance.check.Explored;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.exploration.Exploration;
import dev.quorate.conformance.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Explores models one after the other, and prints a row for each. */
final class ExplorationRuns {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Console console;
    private final List<Explored> all = new ArrayList<>();

    ExplorationRuns(Console console) {
        this.console = console;
    }

    void run(List<Model> models, BiFunction<Model, Consumer<String>, Explored> explore) {
        int width = models.stream().mapToInt(model -> model.id().length()).max().orElse(0);
        Batch.run(
                Batch.longestFirst(models),
                model -> {
                    console.progress(model.id());
                    return explore.apply(model, line -> console.progress(model.id() + ": " + line));
                },
                explored -> {
                    all.add(explored);
                    print(explored, width);
                });
    }

    private void print(Explored explored, int width) {
        Exploration found = explored.exploration();
        console.line(
                "%-" + width
                        + "s  %,d states (%,d with their renamings), depth %d, %.1f s, %,.0f a second, %d bytes each,"
                        + " collision %.0e  %s",
                explored.model().id(),
                found.states(),
                found.renamed(),
                found.depth(),
                found.time().toNanos() / 1e9,
                found.statesPerSecond(),
                found.bytes() / Math.max(1, found.states()),
                found.collisionProbability(),
                ModelRuns.word(explored.status()));
        explored.problems().forEach(problem -> problem.lines().forEach(line -> console.line("    %s", line)));
    }

    Status status() {
        return all.stream().map(Explored::status).reduce(Status.OK, Status::and);
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "%d of %d models with the states that TLC finds, %,d states, %,d edges",
                all.stream().filter(explored -> explored.status() == Status.OK).count(),
                all.size(),
                all.stream()
                        .mapToLong(explored -> explored.exploration().states())
                        .sum(),
                all.stream()
                        .mapToLong(explored -> explored.exploration().edges())
                        .sum());
    }

    /** The machine-readable report of each exploration. */
    ArrayNode report() {
        ArrayNode models = JSON.createArrayNode();
        for (Explored explored : all) {
            Exploration found = explored.exploration();
            ObjectNode model = models.addObject();
            model.put("model", explored.model().id());
            model.put("status", explored.status().name());
            model.put("states", found.states());
            model.put("renamed", found.renamed());
            model.put("edges", found.edges());
            model.put("depth", found.depth());
            model.put("localSteps", found.localSteps());
            model.put("bytes", found.bytes());
            model.put("seconds", found.time().toNanos() / 1e9);
            found.violation().ifPresent(violation -> model.put("property", violation.property()));
            explored.problems().forEach(model.putArray("problems")::add);
        }
        return models;
    }

    void write(Path file) {
        ObjectNode root = JSON.createObjectNode();
        root.put("command", "explore");
        root.put("status", status().name());
        root.set("explorations", report());
        ModelRuns.write(root, file);
    }
}
