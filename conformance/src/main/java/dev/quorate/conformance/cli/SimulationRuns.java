package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.check.Batch;
import dev.quorate.conformance.check.Simulated;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.validation.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code verify} does with a protocol beyond its models: a simulation, and a shorter one whose log TLC judges. */
final class SimulationRuns {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NODES = 5;
    private static final long SEED = 1;
    private static final long STEPS = 200_000;
    private static final long LOGGED_STEPS = 20_000;
    private static final long RUN_STEPS = 5_000;

    private final Console console;
    private final List<Path> library;
    private final TlcOptions tlc;
    private final ArrayNode report = JSON.createArrayNode();
    private Status status = Status.OK;
    private long steps;
    private long explained;

    /** What came of one protocol, and how to say so. */
    private record Run(Simulated simulated, Validation validation, List<String> lines, ObjectNode node) {}

    SimulationRuns(Console console, List<Path> library, TlcOptions tlc) {
        this.console = console;
        this.library = library;
        this.tlc = tlc;
    }

    /** Several at a time; what is said of each is said together. */
    void run(List<Binding<?, ?, ?>> bindings) {
        Batch.run(bindings, this::run, this::done);
    }

    private void done(Run run) {
        run.lines.forEach(console::text);
        steps += run.simulated.result().steps();
        explained += run.validation.explained();
        status = status.and(run.simulated.status()).and(ValidateCommand.status(run.validation));
        report.add(run.node);
    }

    private <S, E, M> Run run(Binding<S, E, M> binding) {
        List<String> lines = new ArrayList<>();
        Simulated simulated = Simulated.of(
                binding, options(STEPS), Optional.empty(), Optional.empty(), Optional.empty(), console::progress);
        lines.add(String.format(
                Locale.ROOT,
                "simulate: %s, %d nodes, chaos, seed %d: %,d steps in %,d runs, %,.0f a second; %,d operations of clients: %s",
                binding.spec(),
                NODES,
                SEED,
                simulated.result().steps(),
                simulated.result().runs(),
                simulated.result().stepsPerSecond(),
                simulated.history().operations().size(),
                ModelRuns.word(simulated.status())));
        simulated.problems().forEach(problem -> problem.lines().forEach(line -> lines.add("    " + line)));
        ObjectNode node = JSON.createObjectNode();
        node.put("spec", binding.spec());
        node.put("status", simulated.status().name());
        SimulateCommand.report(simulated, node);
        Validation validation = validate(binding);
        lines.add(String.format(
                Locale.ROOT,
                "validate: %s, %,d lines explained of %,d, %.1f s: %s",
                binding.spec(),
                validation.explained(),
                validation.lines(),
                validation.time().toMillis() / 1e3,
                ModelRuns.word(ValidateCommand.status(validation))));
        validation.story().forEach(line -> lines.add("    " + line));
        node.put("linesExplained", validation.explained());
        node.put("lines", validation.lines());
        return new Run(simulated, validation, lines, node);
    }

    private <S, E, M> Validation validate(Binding<S, E, M> binding) {
        try {
            Path log = Files.createTempFile("quorate-verify-", ".ndjson");
            try {
                Simulated.of(
                        binding,
                        options(LOGGED_STEPS),
                        Optional.of(log),
                        Optional.empty(),
                        Optional.empty(),
                        console::progress);
                return Validation.of(binding.spec(), List.of(log), library, tlc, console::progress);
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for a log: " + e.getMessage(), e);
        }
    }

    private static Options options(long steps) {
        return new Options(NODES, SEED, steps, RUN_STEPS, Optional.empty(), Profile.CHAOS, Reads.LOG);
    }

    Status status() {
        return status;
    }

    ArrayNode report() {
        return report;
    }

    String summary() {
        return String.format(Locale.ROOT, "%,d simulated steps, %,d logged ones explained", steps, explained);
    }
}
