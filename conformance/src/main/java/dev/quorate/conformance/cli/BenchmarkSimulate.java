package dev.quorate.conformance.cli;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How fast a simulation is. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Steps a second of a simulation with invariants on, on one core, as logs grow.")
final class BenchmarkSimulate implements Callable<Integer> {
    private static final long[] RUN_STEPS = {1_000, 5_000, 20_000, 100_000, 500_000};
    private static final long WARM_UP_STEPS = 500_000;

    @Parameters(paramLabel = "SPEC", description = "The spec whose code to run.")
    private String spec;

    @Option(names = "--nodes", defaultValue = "5", description = "Nodes of a cluster. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--profile",
            defaultValue = "chaos",
            description = "The faults: calm, lossy, partitions, crashes or chaos. Default: ${DEFAULT-VALUE}.")
    private String profile;

    @Option(names = "--steps", defaultValue = "1000000", description = "Steps of each. Default: ${DEFAULT-VALUE}.")
    private long steps;

    @Override
    public Integer call() {
        Binding<?, ?, ?> binding = SimulateCommand.binding(spec);
        Console console = new Console();
        console.progress("warming up");
        run(binding, WARM_UP_STEPS, RUN_STEPS[1]);
        for (long runSteps : RUN_STEPS) {
            Result result = run(binding, Math.max(steps, runSteps), runSteps);
            console.line(
                    "benchmark simulate: %s, %d nodes, %s, runs of %,d steps, logs of up to %,d entries: %,.0f steps a second",
                    spec,
                    nodes,
                    profile,
                    runSteps,
                    result.statistics().of(Simulator.LONGEST_LOG),
                    result.stepsPerSecond());
        }
        return 0;
    }

    private <S, E, M> Result run(Binding<S, E, M> binding, long total, long runSteps) {
        Options options = new Options(nodes, 1, total, runSteps, Optional.empty(), Profile.of(profile), Reads.LOG);
        return Simulator.simulate(binding, options, new Observer<S, E, M>() {}, line -> {});
    }
}
