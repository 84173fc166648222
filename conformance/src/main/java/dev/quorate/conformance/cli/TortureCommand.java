package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.cluster.Torture;
import dev.quorate.conformance.cluster.Torture.Options;
import dev.quorate.conformance.cluster.Torture.Result;
import dev.quorate.conformance.history.ObjectReport;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.validation.Validation;
import dev.quorate.runtime.server.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tortures a cluster of processes. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        description =
                "Load a cluster of separate processes, kill and stop its servers and cut their links; then check that no acknowledged"
                        + " write is lost, that what clients saw is linearizable, and that what servers did are behaviours of the specs.")
final class TortureCommand implements Callable<Integer> {
    private static final int MAX_RATE = 5_000;
    private static final int MAX_CLIENTS = 64;
    private static final int MIN_SERVERS = 2;
    private static final int MAX_SERVERS = 7;
    private static final int OBJECTS_SHOWN = 3;

    @Mixin
    private TlcInputs inputs;

    @Option(
            names = "--protocol",
            defaultValue = "raft",
            description = "What the servers agree by: raft, multi-paxos or zab. Default: ${DEFAULT-VALUE}.")
    private String protocol;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "For how long faults go on; the checks come after that. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--servers", defaultValue = "3", description = "How many there are. Default: ${DEFAULT-VALUE}.")
    private int servers;

    @Option(names = "--clients", defaultValue = "8", description = "How many there are. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "150",
            description =
                    "How many operations a second all clients ask for, at most; each is some ten lines for TLC, which takes about 5,000 a"
                            + " second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seed",
            description = "What the faults and the operations come from. Default: a new one, which is printed.")
    private Long seed;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where data, logs and the history go; it is kept. Default: a temporary folder, kept if something fails.")
    private Path dir;

    @Override
    public Integer call() throws IOException {
        Optional<Path> json = inputs.json();
        check("--seconds", seconds, 1, Torture.MAX_SECONDS);
        check("--servers", servers, MIN_SERVERS, MAX_SERVERS);
        check("--clients", clients, 1, MAX_CLIENTS);
        check("--rate", rate, 1, MAX_RATE);
        if (!Engines.names().contains(protocol)) {
            throw new BadInputException(
                    "--protocol " + protocol + ": expected one of " + String.join(", ", Engines.names()));
        }
        // Of connections that end, which is what this is about, clients say nothing here.
        System.setProperty("org.slf4j.simpleLogger.log.dev.quorate", "error");
        Catalog catalog = Catalog.read(inputs.specs());
        Options options = new Options(
                protocol,
                servers,
                seconds,
                seed == null ? new SecureRandom().nextInt(1_000_000_000) : seed,
                clients,
                rate,
                folder(),
                System.getProperty("java.class.path"),
                catalog.library(),
                inputs.tlc(OptionalInt.empty()));
        Console console = new Console();
        console.line(
                "torture: %s, %d servers, %d s, seed %d; in %s",
                protocol, servers, seconds, options.seed(), options.folder());
        Result result = Torture.run(options, console::text);
        Status status = status(result);
        story(result).forEach(console::text);
        if (status != Status.OK || dir != null) {
            console.line("data, logs and history are in %s", options.folder());
        } else {
            delete(options.folder());
        }
        json.ifPresent(file -> write(options, result, status, file));
        console.line("%s", summary(result, status));
        return status.exitStatus();
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadInputException(option + " " + value + ": expected " + least + " to " + most);
        }
    }

    private Path folder() throws IOException {
        if (dir == null) {
            return Files.createTempDirectory("quorate-torture-");
        }
        try {
            Path folder = Files.createDirectories(dir).toAbsolutePath().normalize();
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new BadInputException(
                            "--dir " + dir + ": expected an empty folder, or one that is not there");
                }
            }
            return folder;
        } catch (IOException e) {
            throw new BadInputException("--dir " + dir + ": cannot be made a folder: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Status status(Result result) {
        Status status = switch (result.history().verdict()) {
            case YES -> Status.OK;
            case NO -> Status.FAILED;
            case UNKNOWN -> Status.UNDECIDED;
        };
        for (Validation validation : result.validations().values()) {
            status = status.and(ValidateCommand.status(validation));
        }
        return result.problems().isEmpty() ? status : Status.FAILED;
    }

    /** What is not as it must be. */
    private static List<String> story(Result result) {
        List<String> story = new ArrayList<>(result.problems());
        List<ObjectReport> wrong = result.history().objects().stream()
                .filter(object -> object.verdict() != Verdict.YES)
                .toList();
        wrong.stream().limit(OBJECTS_SHOWN).forEach(object -> {
            object.key().ifPresent(key -> story.add("the key " + key + ":"));
            object.finding().ifPresent(finding -> finding.story().forEach(line -> story.add("    " + line)));
        });
        if (wrong.size() > OBJECTS_SHOWN) {
            story.add("and " + (wrong.size() - OBJECTS_SHOWN) + " more keys, of which the same is to be said");
        }
        result.validations().forEach((spec, validation) -> {
            if (validation.verdict() != Validation.Verdict.EXPLAINED) {
                story.add("of the logs of %s, %,d lines of %,d are a behaviour:"
                        .formatted(spec, validation.explained(), validation.lines()));
                validation.story().forEach(line -> story.add("    " + line));
            }
        });
        return story;
    }

    private String summary(Result result, Status status) {
        long lines = result.validations().values().stream()
                .mapToLong(Validation::explained)
                .sum();
        boolean explained = result.validations().values().stream()
                .allMatch(validation -> validation.verdict() == Validation.Verdict.EXPLAINED);
        return String.format(
                Locale.ROOT,
                "torture: %s, %.0f s, %d kills, %d stops, %d cuts; %,d operations, %,d of unknown outcome, %s;"
                        + " %,d lines of %s %s; %s",
                protocol,
                result.seconds(),
                result.kills(),
                result.stops(),
                result.cuts(),
                result.answered() + result.unknown(),
                result.unknown(),
                switch (result.history().verdict()) {
                    case YES -> "linearizable";
                    case NO -> "NOT linearizable";
                    case UNKNOWN -> "not known to be linearizable";
                },
                lines,
                String.join(" and ", result.validations().keySet()),
                explained ? "are behaviours of the specs" : "are, and NOT all that there are",
                ModelRuns.word(status));
    }

    private static void write(Options options, Result result, Status status, Path file) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("command", "torture");
        root.put("status", status.name());
        root.put("protocol", options.protocol());
        root.put("servers", options.servers());
        root.put("clients", options.clients());
        root.put("rate", options.perSecond());
        root.put("seed", options.seed());
        root.put("seconds", result.seconds());
        root.put("kills", result.kills());
        root.put("stops", result.stops());
        root.put("cuts", result.cuts());
        root.put("answered", result.answered());
        root.put("unknown", result.unknown());
        root.put("notDone", result.notDone());
        root.put("history", result.history().verdict().name());
        root.put("historySeconds", result.history().time().toMillis() / 1e3);
        ObjectNode specs = root.putObject("validations");
        result.validations().forEach((spec, validation) -> {
            ObjectNode node = specs.putObject(spec);
            node.put("verdict", validation.verdict().name());
            node.put("lines", validation.lines());
            node.put("explained", validation.explained());
            node.put("seconds", validation.time().toMillis() / 1e3);
            validation.events().forEach(node.putObject("events")::put);
        });
        story(result).forEach(root.putArray("problems")::add);
        ModelRuns.write(root, file);
    }
}
