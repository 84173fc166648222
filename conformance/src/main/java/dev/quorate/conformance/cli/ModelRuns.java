package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.check.Batch;
import dev.quorate.conformance.check.Outcome;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.transition.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Runs models, prints a row for each, and at the end what there is to say about all. */
final class ModelRuns {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Console console;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final long start = System.nanoTime();

    ModelRuns(Console console) {
        this.console = console;
    }

    /** Runs one kind of check on each model. */
    void run(List<Model> models, BiFunction<Model, Consumer<String>, Outcome> check) {
        int width = models.stream().mapToInt(model -> model.id().length()).max().orElse(0);
        Batch.run(
                Batch.longestFirst(models),
                model -> {
                    console.progress(model.id());
                    return check.apply(model, line -> console.progress(model.id() + ": " + line));
                },
                outcome -> {
                    outcomes.add(outcome);
                    print(outcome, width);
                });
    }

    Status status() {
        return outcomes.stream().map(Outcome::status).reduce(Status.OK, Status::and);
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    private void print(Outcome outcome, int width) {
        Model model = outcome.model();
        console.line(
                "%-" + width + "s  %-36s %,11d states %6.1f s  %s",
                model.id(),
                model.expectation(),
                outcome.result().distinct(),
                outcome.result().time().toMillis() / 1e3,
                word(outcome.status()));
        outcome.report()
                .ifPresent(report -> console.line(
                        "%-" + width + "s  %,d local transitions of %,d edges, %.1f%% checked; %,d events not enabled",
                        "",
                        report.localTransitions() + report.boundaryTransitions(),
                        report.edges(),
                        checkedPercent(report),
                        report.disabledEvents()));
        outcome.problems().forEach(problem -> problem.lines().forEach(line -> console.line("    %s", line)));
    }

    /** What conformance comes to, over all models. */
    String conformance() {
        List<Report> reports =
                outcomes.stream().flatMap(outcome -> outcome.report().stream()).toList();
        long edges = reports.stream().mapToLong(Report::edges).sum();
        long unchecked = reports.stream().mapToLong(Report::uncheckedEdges).sum();
        return String.format(
                Locale.ROOT,
                "%d models, %,d local transitions of %,d edges, %.1f%% checked, %,d divergences",
                reports.size(),
                reports.stream()
                        .mapToLong(report -> report.localTransitions() + report.boundaryTransitions())
                        .sum(),
                edges,
                edges == 0 ? 0.0 : 100.0 * (edges - unchecked) / edges,
                reports.stream().mapToLong(Report::divergenceCount).sum());
    }

    /** How many of the models are as expected. */
    String asExpected() {
        long ok = outcomes.stream()
                .filter(outcome -> outcome.status() == Status.OK)
                .count();
        return ok + " of " + outcomes.size() + " models as expected";
    }

    static double checkedPercent(Report report) {
        return report.edges() == 0 ? 0 : 100.0 * (report.edges() - report.uncheckedEdges()) / report.edges();
    }

    static String word(Status status) {
        return switch (status) {
            case OK -> "ok";
            case FAILED -> "FAILED";
            case UNDECIDED -> "UNDECIDED";
            case BAD_INPUT -> "BAD INPUT";
        };
    }

    /** Writes a machine-readable report; the file appears whole or not at all. */
    void write(Path file, String command) {
        ObjectNode root = JSON.createObjectNode();
        root.put("command", command);
        root.put("status", status().name());
        root.put("seconds", seconds());
        root.set("models", report());
        write(root, file);
    }

    /** The machine-readable report of each model. */
    ArrayNode report() {
        ArrayNode models = JSON.createArrayNode();
        for (Outcome outcome : outcomes) {
            ObjectNode model = models.addObject();
            model.put("model", outcome.model().id());
            model.put("expected", outcome.model().expectation().toString());
            model.put("status", outcome.status().name());
            model.put("verdict", outcome.result().verdict().name());
            outcome.result().property().ifPresent(property -> model.put("property", property));
            model.put("tlcExitStatus", outcome.result().exitStatus());
            model.put("generated", outcome.result().generated());
            model.put("distinct", outcome.result().distinct());
            model.put("depth", outcome.result().depth());
            model.put("seconds", seconds(outcome.result().time()));
            model.put("traceLength", outcome.result().trace().size());
            outcome.problems().forEach(model.putArray("problems")::add);
            outcome.report().ifPresent(report -> model.set("conformance", JSON.valueToTree(report)));
        }
        return models;
    }

    static void write(ObjectNode root, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(partial.toFile(), root);
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the report cannot be written: " + e.getMessage(), e);
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
