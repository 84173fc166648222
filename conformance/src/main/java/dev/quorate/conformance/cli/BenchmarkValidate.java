package dev.quorate.conformance.cli;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.log.LogWriter;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.simulation.LogObserver;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.conformance.validation.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How fast TLC judges a log. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Events a second of validation, as the log of events grows, and as replicated logs do.")
final class BenchmarkValidate implements Callable<Integer> {
    private static final long RUN_STEPS = 2_500;

    @Mixin
    private TlcInputs inputs;

    @Parameters(paramLabel = "SPEC", description = "The spec whose code to run, and which to judge it by.")
    private String spec;

    @Option(names = "--nodes", defaultValue = "5", description = "Nodes of a cluster. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Override
    public Integer call() {
        Binding<?, ?, ?> binding = SimulateCommand.binding(spec);
        for (long events : new long[] {1_000, 10_000, 100_000}) {
            run(binding, events, RUN_STEPS);
        }
        for (long runSteps : new long[] {250, 2_500, 25_000}) {
            run(binding, 25_000, runSteps);
        }
        return 0;
    }

    private <S, E, M> void run(Binding<S, E, M> binding, long steps, long runSteps) {
        try {
            Path file = Files.createTempFile("quorate-benchmark-", ".ndjson");
            try {
                Options options = new Options(nodes, 1, steps, runSteps, Optional.empty(), Profile.CHAOS, Reads.LOG);
                Result simulated;
                try (LogWriter<S, E, M> writer = LogWriter.open(binding, options.nodeIds(), file)) {
                    simulated = Simulator.simulate(binding, options, new LogObserver<>(writer), line -> {});
                }
                Validation validation = Validation.of(
                        spec,
                        List.of(file),
                        Catalog.read(inputs.specs()).library(),
                        inputs.tlc(OptionalInt.empty()),
                        line -> {});
                new Console()
                        .line(
                                "benchmark validate: %s, %d nodes, %,d events, replicated logs of up to %,d entries: %.1f s with"
                                        + " TLC's start, %,.0f events a second",
                                spec,
                                nodes,
                                validation.explained(),
                                simulated.statistics().of(Simulator.LONGEST_LOG),
                                validation.time().toMillis() / 1e3,
                                validation.explained() / (validation.time().toMillis() / 1e3));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file: " + e.getMessage(), e);
        }
    }
}
