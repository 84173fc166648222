package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.check.Simulated;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.history.Consistency;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Simulates. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Run the Java code under faults, in virtual time, from one seed; invariants are checked at each step.",
        footer = {
            "",
            "A simulation is many runs, each of a cluster of its own. `--set help` lists the settings of a profile."
        })
final class SimulateCommand implements Callable<Integer>, Decides {
    @Parameters(paramLabel = "SPEC", description = "The spec whose code to run.")
    private String spec;

    @Option(names = "--nodes", description = "Nodes of a cluster. Default: 5.")
    private Integer nodes;

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

    @Option(names = "--history", paramLabel = "FILE", description = "Write what clients see, for `quorate history`.")
    private Path history;

    @Option(
            names = "--reads",
            paramLabel = "HOW",
            defaultValue = "log",
            description = {
                "How clients read from a replicated log: log, behind-write, sync, local or any; `--reads help` says what these are.",
                "Default: ${DEFAULT-VALUE}."
            })
    private String reads;

    @Option(
            names = "--consistency",
            description =
                    "What to hold the clients' history against: ${COMPLETION-CANDIDATES}. Default: what they are promised.")
    private Consistency consistency;

    @Option(
            names = "--replicas",
            description = {
                "Run whole replicas of the runtime, over disks that lose what is not synced, fail and fill up.",
                "SPEC is then a protocol of `quorate serve`, a step is an operation of a client, --nodes is 3 by default,",
                "and --log names a folder, for which one --run is taken."
            })
    private boolean replicas;

    @Option(names = "--json", paramLabel = "FILE", description = "Write a machine-readable report to this file.")
    private Path json;

    @Override
    public Integer call() {
        if (settings.contains("help")) {
            Arrays.stream(Setting.values())
                    .forEach(setting -> new Console().line("%-16s %s", setting.option(), setting.meaning()));
            return 0;
        } else if (reads.equals("help")) {
            Arrays.stream(Reads.values())
                    .forEach(how -> new Console()
                            .line(
                                    "%-16s %s; promised: %s",
                                    option(how),
                                    how.meaning(),
                                    how.promised().map(Consistency::adjective).orElse("nothing")));
            return 0;
        }
        if (replicas) {
            Options options = options();
            return new ReplicaSimulations(
                            spec, options, Optional.ofNullable(log), Optional.ofNullable(history), TlcInputs.json(json))
                    .run();
        }
        return simulate(binding(spec));
    }

    @Override
    public String find(Consumer<String> progress) {
        return found(binding(spec), progress);
    }

    private <S, E, M> String found(Binding<S, E, M> binding, Consumer<String> progress) {
        Simulated simulated = Simulated.of(
                binding,
                options(),
                Optional.ofNullable(log),
                Optional.ofNullable(history),
                Optional.ofNullable(consistency),
                progress);
        return simulated.finding();
    }

    /** The code that is bound to a spec. */
    static Binding<?, ?, ?> binding(String spec) {
        return Binding.of(spec)
                .orElseThrow(() -> new BadInputException(
                        "no Java code is bound to a spec \"" + spec + "\"; see `quorate list` for the specs"));
    }

    private <S, E, M> int simulate(Binding<S, E, M> binding) {
        Optional<Path> report = TlcInputs.json(json);
        Console console = new Console();
        Options options = options();
        console.line(
                "simulate: %s, %d nodes, profile %s, seed %d",
                spec, options.nodes(), options.profile().name(), options.seed());
        Simulated simulated = Simulated.of(
                binding,
                options,
                Optional.ofNullable(log),
                Optional.ofNullable(history),
                Optional.ofNullable(consistency),
                console::progress);
        Result result = simulated.result();
        result.statistics().all().forEach((what, count) -> console.line("  %-28s %,13d", what, count));
        simulated.problems().forEach(problem -> problem.lines().forEach(line -> console.line("    %s", line)));
        if (simulated.status() == Status.FAILED) {
            console.line("  again with: %s", again(options, result));
        }
        report.ifPresent(file -> write(simulated, file));
        console.line(
                "simulate: %,d steps in %,d runs, %,.0f a second, %.1f s; %,d operations of clients%s: %s",
                result.steps(),
                result.runs(),
                result.stepsPerSecond(),
                result.time().toNanos() / 1e9,
                simulated.history().operations().size(),
                simulated
                        .consistency()
                        .map(kind -> ", held to be " + kind.adjective())
                        .orElse(""),
                ModelRuns.word(simulated.status()));
        return simulated.status().exitStatus();
    }

    /** The command that does the same; of a run that broke a property, that run alone. */
    private String again(Options options, Result result) {
        StringBuilder command = new StringBuilder("quorate simulate %s --nodes %d --seed %d --profile %s --run-steps %d"
                .formatted(
                        spec, options.nodes(), options.seed(), options.profile().name(), options.runSteps()));
        settings.forEach(setting -> command.append(" --set ").append(setting));
        if (options.reads() != Reads.LOG) {
            command.append(" --reads ").append(option(options.reads()));
        }
        if (consistency != null) {
            command.append(" --consistency ").append(consistency);
        }
        if (result.violation().isPresent()) {
            command.append(" --run ").append(options.onlyRun().orElse(result.runs()));
        } else {
            command.append(" --steps ").append(options.steps());
        }
        return command.toString();
    }

    private void write(Simulated simulated, Path file) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("command", "simulate");
        root.put("status", simulated.status().name());
        root.put("spec", spec);
        report(simulated, root);
        ModelRuns.write(root, file);
    }

    /** The machine-readable report of a simulation. */
    static void report(Simulated simulated, ObjectNode node) {
        Options options = simulated.options();
        node.put("nodes", options.nodes());
        node.put("seed", options.seed());
        node.put("profile", options.profile().name());
        node.put("runs", simulated.result().runs());
        node.put("steps", simulated.result().steps());
        node.put("seconds", simulated.result().time().toNanos() / 1e9);
        node.put("operations", simulated.history().operations().size());
        simulated.consistency().ifPresent(kind -> node.put("consistency", kind.name()));
        simulated
                .report()
                .ifPresent(report -> node.put("history", report.verdict().name()));
        simulated.result().statistics().all().forEach(node.putObject("statistics")::put);
        simulated.result().violation().ifPresent(violation -> node.put("property", violation.property()));
        simulated.problems().forEach(node.putArray("problems")::add);
    }

    private Options options() {
        int size = nodes != null ? nodes : replicas ? 3 : 5;
        if (size < 1 || size > 30) {
            throw new BadInputException("--nodes " + size + ": expected 1 to 30");
        }
        Profile faults = Profile.of(profile);
        for (String setting : settings) {
            faults = faults.with(setting);
        }
        return new Options(
                size,
                seed == null ? new SecureRandom().nextInt(1_000_000_000) : seed,
                number("--steps", steps),
                number("--run-steps", runSteps),
                Optional.ofNullable(run),
                faults,
                Arrays.stream(Reads.values())
                        .filter(how -> option(how).equals(reads))
                        .findAny()
                        .orElseThrow(() -> new BadInputException(
                                "--reads " + reads + ": expected log, behind-write, sync, local or any")));
    }

    private static String option(Reads how) {
        return how.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
