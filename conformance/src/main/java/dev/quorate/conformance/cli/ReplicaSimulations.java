package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.cluster.ClusterSimulation;
import dev.quorate.conformance.cluster.ClusterSimulation.Result;
import dev.quorate.conformance.cluster.HeldProtocol;
import dev.quorate.conformance.history.HistoryWriter;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.server.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs of whole replicas, for {@code quorate simulate --replicas}: from the seed and the numbers after it, one run each. */
record ReplicaSimulations(
        String protocol, Options options, Optional<Path> logs, Optional<Path> history, Optional<Path> report) {
    private static final long RUN_OPERATIONS = 2000;

    ReplicaSimulations {
        if (!Engines.names().contains(protocol)) {
            throw new BadInputException("there is no protocol \"" + protocol
                    + "\" of which replicas can be run; expected one of " + String.join(", ", Engines.names()));
        } else if (options.nodes() < 2) {
            throw new BadInputException("--nodes 1: expected 2 to 30 replicas");
        } else if (logs.isPresent() && options.onlyRun().isEmpty() && options.steps() > RUN_OPERATIONS) {
            throw new BadInputException(
                    "--log: logs are of one run: name it by --run N, or take no more than --steps " + RUN_OPERATIONS);
        } else if (logs.isPresent() && !Files.isDirectory(logs.get())) {
            throw new BadInputException("--log " + logs.get() + ": expected a folder, for one file of each replica");
        }
    }

    int run() {
        // What replicas say of the faults that they are given is of no interest; to be said before the first logger is
        // made.
        System.setProperty("org.slf4j.simpleLogger.log.dev.quorate.runtime", "off");
        Console console = new Console();
        long start = System.nanoTime();
        console.line(
                "simulate: %s, %d replicas of the runtime, profile %s, seed %d",
                protocol, options.nodes(), options.profile().name(), options.seed());
        Map<String, Long> counts = new TreeMap<>();
        Optional<String> violation = Optional.empty();
        long first = options.onlyRun().orElse(1L);
        long runs = options.onlyRun().isPresent() ? 1 : (options.steps() + RUN_OPERATIONS - 1) / RUN_OPERATIONS;
        long run = first;
        for (; run < first + runs && violation.isEmpty(); run++) {
            Result result = ClusterSimulation.run(new ClusterSimulation.Options(
                    new HeldProtocol(protocol, nodes(), logs),
                    options.seed() + run - 1,
                    Math.min(RUN_OPERATIONS, options.steps()),
                    options.profile(),
                    true));
            result.statistics().all().forEach((what, count) -> counts.merge(what, count, Long::sum));
            violation = result.violation();
            history.ifPresent(file -> HistoryWriter.write(result.history(), file));
            console.progress("%,d runs".formatted(run));
        }
        counts.forEach((what, count) -> console.line("  %-28s %,13d", what, count));
        long last = run - 1;
        violation.ifPresent(problem -> {
            problem.lines().forEach(line -> console.line("    %s", line));
            console.line(
                    "  again with: quorate simulate %s --replicas --nodes %d --seed %d --profile %s --run %d",
                    protocol, options.nodes(), options.seed(), options.profile().name(), last);
        });
        logs.ifPresent(folder -> new HeldProtocol(protocol, nodes(), logs)
                .logs()
                .forEach((spec, files) -> console.line(
                        "  validate with: quorate validate %s %s",
                        spec, files.stream().map(Path::toString).collect(Collectors.joining(" ")))));
        Status status = violation.isPresent() ? Status.FAILED : Status.OK;
        double seconds = (System.nanoTime() - start) / 1e9;
        Optional<String> found = violation;
        report.ifPresent(file -> write(file, status, last - first + 1, seconds, counts, found));
        console.line(
                "simulate: %,d operations of clients in %,d runs, held to be linearizable, %.1f s: %s",
                counts.getOrDefault("operations", 0L), last - first + 1, seconds, ModelRuns.word(status));
        return status.exitStatus();
    }

    private List<NodeId> nodes() {
        return IntStream.rangeClosed(1, options.nodes())
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
    }

    private void write(
            Path file, Status status, long runs, double seconds, Map<String, Long> counts, Optional<String> violation) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("command", "simulate");
        root.put("status", status.name());
        root.put("protocol", protocol);
        root.put("replicas", options.nodes());
        root.put("seed", options.seed());
        root.put("profile", options.profile().name());
        root.put("runs", runs);
        root.put("seconds", seconds);
        counts.forEach(root.putObject("statistics")::put);
        violation.ifPresent(problem -> root.put("problem", problem));
        ModelRuns.write(root, file);
    }
}
