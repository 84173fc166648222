package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.bench.Bench;
import dev.quorate.conformance.bench.BenchReport;
import dev.quorate.conformance.bench.Contender;
import dev.quorate.conformance.bench.LoadOptions;
import dev.quorate.conformance.bench.Measurements;
import dev.quorate.conformance.bench.Ours;
import dev.quorate.conformance.bench.Peers;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.runtime.server.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a cluster that runs, beside others. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "How many operations a second a cluster of three servers does, and how long each takes: closed loops of clients over",
            "real sockets, every write on disk before it is acknowledged, all on this machine. With --peers, the same load against",
            "ZooKeeper, sofa-jraft and, where it is installed, etcd, in turns."
        })
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_CLIENTS = 4_096;

    @Option(
            names = "--peers",
            description = "Measure the other systems as well; they are fetched when first asked for.")
    private boolean peers;

    @Option(
            names = "--protocol",
            split = ",",
            defaultValue = "raft",
            paramLabel = "NAME",
            description = {
                "The protocols of our own servers: raft, multi-paxos, zab. The others are compared with the first.",
                "Default: ${DEFAULT-VALUE}."
            })
    private List<String> protocols;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Measure these systems only, such as quorate/raft,jraft.")
    private List<String> only = List.of();

    @Option(
            names = "--clients",
            split = ",",
            defaultValue = "1,16,64,256",
            paramLabel = "N",
            description = "Numbers of clients. Default: ${DEFAULT-VALUE}.")
    private List<Integer> levels;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often to measure each. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--run-in",
            defaultValue = "15",
            paramLabel = "SECONDS",
            description = {
                "How long 64 clients load a system before its first measurement, so that its compilers are done.",
                "Default: ${DEFAULT-VALUE}."
            })
    private int runIn;

    @Option(
            names = "--warm-up",
            defaultValue = "3",
            paramLabel = "SECONDS",
            description = "What is not measured, at each number of clients. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "What is measured, at each number of clients. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--keys", defaultValue = "10000", description = "How many keys. Default: ${DEFAULT-VALUE}.")
    private int keys;

    @Option(
            names = "--value",
            defaultValue = "100",
            paramLabel = "BYTES",
            description = "How long values are. Default: ${DEFAULT-VALUE}.")
    private int valueBytes;

    @Option(
            names = "--reads",
            defaultValue = "0",
            paramLabel = "PERCENT",
            description = "How many operations of a hundred are linearizable reads. Default: ${DEFAULT-VALUE}.")
    private int readPercent;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the servers' data are, on the disk to measure. Default: quorate's target/bench.")
    private Path folder = Inputs.home().resolve("target").resolve("bench");

    @Option(names = "--json", paramLabel = "FILE", description = "Write a machine-readable report to this file.")
    private Path json;

    private final Console console = new Console();

    @Override
    public Integer call() throws InterruptedException {
        Optional<Path> reportFile = TlcInputs.json(json);
        check();
        List<Contender> contenders = contenders();
        long start = System.nanoTime();
        LoadOptions load = new LoadOptions(
                Duration.ofSeconds(runIn),
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                keys,
                valueBytes,
                readPercent);
        Measurements measurements;
        try {
            measurements = new Bench(
                            new Bench.Options(levels, rounds, load), folder.toAbsolutePath(), console::progress)
                    .run(contenders);
        } catch (IOException e) {
            throw new UncheckedIOException("bench: " + folder + ": " + e.getMessage(), e);
        }
        BenchReport report = new BenchReport(measurements, new Ours(protocols.get(0)).name());
        report.table().forEach(console::text);
        report.goals().forEach(console::text);
        measurements.failures().forEach((system, why) -> console.line("%s: %s", system, why));
        Status status = measurements.failures().isEmpty() ? Status.OK : Status.UNDECIDED;
        double took = (System.nanoTime() - start) / 1e9;
        reportFile.ifPresent(path -> write(report.json(), status, took, path));
        console.line("bench: %s, %d rounds, %.1f s: %s", report.summary(), rounds, took, ModelRuns.word(status));
        return status.exitStatus();
    }

    private void check() {
        for (String protocol : protocols) {
            if (!Engines.names().contains(protocol)) {
                throw new BadInputException(
                        "--protocol " + protocol + ": expected some of " + String.join(", ", Engines.names()));
            }
        }
        expect("--rounds", rounds, n -> n >= 1 && n <= 100, "1 to 100");
        expect("--run-in", runIn, n -> n >= 0 && n <= 3_600, "0 to 3600 seconds");
        expect("--warm-up", warmUp, n -> n >= 0 && n <= 3_600, "0 to 3600 seconds");
        expect("--seconds", seconds, n -> n >= 1 && n <= 3_600, "1 to 3600");
        expect("--keys", keys, n -> n >= 1 && n <= 10_000_000, "1 to 10000000");
        expect("--value", valueBytes, n -> n >= 1 && n <= 65_536, "1 to 65536 bytes");
        expect("--reads", readPercent, n -> n >= 0 && n <= 100, "0 to 100");
        levels.forEach(level -> expect("--clients", level, n -> n >= 1 && n <= MOST_CLIENTS, "1 to " + MOST_CLIENTS));
    }

    private static void expect(String option, int value, Predicate<Integer> holds, String expected) {
        if (!holds.test(value)) {
            throw new BadInputException(option + " " + value + ": expected " + expected);
        }
    }

    private List<Contender> contenders() {
        List<Contender> all = new ArrayList<>();
        protocols.forEach(protocol -> all.add(new Ours(protocol)));
        if (peers) {
            all.addAll(Peers.available(Inputs.home().resolve("conformance").resolve("peers")));
            if (Peers.etcd().isEmpty()) {
                console.line("etcd is not installed, and is left out");
            }
        }
        List<String> names = all.stream().map(Contender::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new BadInputException("--only " + name + ": expected some of " + String.join(", ", names)
                        + (peers ? "" : "; --peers adds others"));
            }
        }
        return all.stream()
                .filter(contender -> only.isEmpty() || only.contains(contender.name()))
                .toList();
    }

    private void write(ObjectNode root, Status status, double took, Path path) {
        root.put("command", "bench");
        root.put("status", status.name());
        root.put("seconds", took);
        root.put("rounds", rounds);
        root.put("runInSeconds", runIn);
        root.put("warmUpSeconds", warmUp);
        root.put("windowSeconds", seconds);
        root.put("valueBytes", valueBytes);
        root.put("readPercent", readPercent);
        ModelRuns.write(root, path);
    }
}
