package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.bench.Endurance;
import dev.quorate.conformance.bench.Endurance.Options;
import dev.quorate.conformance.bench.Endurance.Report;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.runtime.server.Engines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a cluster that runs for long, and how long it takes to come back. */
@Command(
        name = "endurance",
        mixinStandardHelpOptions = true,
        description = {
            "Load a cluster of three servers until their logs have so many entries, and tell whether it gets slower and how much",
            "memory it needs; then kill one server, and then all, and tell how long until they are back."
        })
final class EnduranceCommand implements Callable<Integer> {
    private static final int MOST_ENTRIES = 1_000_000_000;
    private static final int MOST_CLIENTS = 4_096;
    private static final int MOST_SECONDS = 3_600;

    @Option(
            names = "--protocol",
            defaultValue = "raft",
            description = "What the servers agree by: raft, multi-paxos or zab. Default: ${DEFAULT-VALUE}.")
    private String protocol;

    @Option(
            names = "--entries",
            defaultValue = "1000000",
            description = "How many entries the logs get. Default: ${DEFAULT-VALUE}.")
    private int entries;

    @Option(
            names = "--compacting",
            description = "Have the servers compact their logs, as they usually do; else they keep them whole.")
    private boolean compacting;

    @Option(names = "--clients", defaultValue = "64", description = "How many clients. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--slice",
            defaultValue = "5",
            paramLabel = "SECONDS",
            description = "For how long operations are counted together. Default: ${DEFAULT-VALUE}.")
    private int slice;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the servers' data are. Default: quorate's target/endurance.")
    private Path folder = Inputs.home().resolve("target").resolve("endurance");

    @Option(names = "--json", paramLabel = "FILE", description = "Write a machine-readable report to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<Path> file = TlcInputs.json(json);
        if (!Engines.names().contains(protocol)) {
            throw new BadInputException(
                    "--protocol " + protocol + ": expected one of " + String.join(", ", Engines.names()));
        }
        check("--entries", entries, MOST_ENTRIES);
        check("--clients", clients, MOST_CLIENTS);
        check("--slice", slice, MOST_SECONDS);
        Console console = new Console();
        Report report = Endurance.run(
                new Options(protocol, entries, compacting, clients, Duration.ofSeconds(slice)),
                folder.toAbsolutePath(),
                console::text);
        Status status = report.problem().isEmpty() ? Status.OK : Status.FAILED;
        report.problem().ifPresent(console::text);
        file.ifPresent(path -> write(report, status, path));
        console.line(
                "endurance: %s, %,d entries, later %.2f x as fast as earlier; back after kill -9: one server in %.1f s, all"
                        + " in %.1f s; %s",
                protocol,
                report.slices().get(report.slices().size() - 1).entries(),
                report.laterToEarlier(),
                report.recoveryOfOne(),
                report.recoveryOfAll(),
                ModelRuns.word(status));
        return status.exitStatus();
    }

    private static void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new BadInputException(option + " " + value + ": expected 1 to " + most);
        }
    }

    private void write(Report report, Status status, Path path) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.put("command", "endurance");
        root.put("status", status.name());
        root.put("protocol", protocol);
        root.put("compacting", compacting);
        root.put("clients", clients);
        root.put("sliceSeconds", slice);
        root.set("slices", mapper.valueToTree(report.slices()));
        root.put("laterToEarlier", report.laterToEarlier());
        root.put("recoveryOfOneSeconds", report.recoveryOfOne());
        root.put("recoveryOfAllSeconds", report.recoveryOfAll());
        report.problem().ifPresent(problem -> root.put("problem", problem));
        ModelRuns.write(root, path);
    }
}
