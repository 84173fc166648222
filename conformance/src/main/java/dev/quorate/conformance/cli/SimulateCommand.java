package dev.quorate.conformance.cli;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.log.LogWriter;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.simulation.LogObserver;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Simulates. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Run the Java code under faults, in virtual time, from one seed; invariants are checked at each step.",
        footer = {"", "A setting of a fault profile is changed by --set, such as --set loss=0.2. The settings are:"})
final class SimulateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SPEC", description = "The spec whose code to run.")
    private String spec;

    @Option(names = "--nodes", defaultValue = "5", description = "Nodes of a cluster. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(names = "--seed", description = "What all chance comes from. Default: a new one, which is printed.")
    private Long seed;

    @Option(
            names = "--steps",
            defaultValue = "1000000",
            description = "Steps to take in all, at least. Default: ${DEFAULT-VALUE}.")
    private String steps;

    @Option(
            names = "--run-steps",
            defaultValue = "5000",
            description = {
                "Steps of one run under faults; then they stop, what is pending must be answered, and a new cluster starts.",
                "Default: ${DEFAULT-VALUE}."
            })
    private String runSteps;

    @Option(names = "--run", paramLabel = "N", description = "Take this run only.")
    private Long run;

    @Option(
            names = "--profile",
            defaultValue = "chaos",
            description = "The faults: calm, lossy, partitions, crashes or chaos. Default: ${DEFAULT-VALUE}.")
    private String profile;

    @Option(names = "--set", paramLabel = "NAME=NUMBER", description = "Change a setting of the profile.")
    private List<String> settings = List.of();

    @Option(names = "--log", paramLabel = "FILE", description = "Log every step, for `quorate validate`.")
    private Path log;

    @Override
    public Integer call() {
        return simulate(binding(spec));
    }

    /** The code that is bound to a spec. */
    static Binding<?, ?, ?> binding(String spec) {
        return Binding.of(spec)
                .orElseThrow(() -> new BadInputException(
                        "no Java code is bound to a spec \"" + spec + "\"; see `quorate list` for the specs"));
    }

    private <S, E, M> int simulate(Binding<S, E, M> binding) {
        Console console = new Console();
        Options options = options();
        console.line(
                "simulate: %s, %d nodes, profile %s, seed %d",
                spec, options.nodes(), options.profile().name(), options.seed());
        Result result = watched(binding, options, console);
        result.statistics().all().forEach((what, count) -> console.line("  %-28s %,13d", what, count));
        result.violation()
                .ifPresent(violation -> console.line(
                        "run %d violates %s at its step %,d; again with: quorate simulate %s --nodes %d --seed %d --run %d"
                                + " --run-steps %d --profile %s%s%n%s",
                        run == null ? result.runs() : run,
                        violation.property(),
                        violation.step(),
                        spec,
                        options.nodes(),
                        options.seed(),
                        run == null ? result.runs() : run,
                        options.runSteps(),
                        options.profile().name(),
                        settings.isEmpty() ? "" : " --set " + String.join(" --set ", settings),
                        violation.story().indent(4).stripTrailing()));
        Status status = result.violation().isPresent() ? Status.FAILED : Status.OK;
        console.line(
                "simulate: %,d steps in %,d runs, %,.0f a second, %.1f s: %s",
                result.steps(),
                result.runs(),
                result.stepsPerSecond(),
                result.time().toNanos() / 1e9,
                ModelRuns.word(status));
        return status.exitStatus();
    }

    private <S, E, M> Result watched(Binding<S, E, M> binding, Options options, Console console) {
        if (log == null) {
            return Simulator.simulate(binding, options, new Observer<S, E, M>() {}, console::progress);
        }
        try (LogWriter<S, E, M> writer = LogWriter.open(binding, options.nodeIds(), log)) {
            return Simulator.simulate(binding, options, new LogObserver<>(writer), console::progress);
        }
    }

    private Options options() {
        if (nodes < 1 || nodes > 30) {
            throw new BadInputException("--nodes " + nodes + ": expected 1 to 30");
        }
        Profile faults = Profile.of(profile);
        for (String setting : settings) {
            faults = faults.with(setting);
        }
        return new Options(
                nodes,
                seed == null ? new SecureRandom().nextInt(1_000_000_000) : seed,
                number("--steps", steps),
                number("--run-steps", runSteps),
                Optional.ofNullable(run),
                faults,
                false);
    }

    private static long number(String option, String text) {
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new BadInputException(
                option + " " + text + ": expected a number of 1 or more, such as 1000000 or 1_000_000");
    }
}
