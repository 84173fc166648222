package dev.quorate.conformance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures systems in turns: in each round all of them, one after another, so that what the machine does besides hits them alike.
 * Each time its servers begin with nothing.
 */
public final class Bench {
    private static final Duration PROBE = Duration.ofSeconds(1);

    /** A process of load that takes this much longer than its levels is stopped. */
    private static final Duration LOAD_PATIENCE = Duration.ofMinutes(5);

    /**
     * What to measure.
     *
     * @param levels numbers of clients
     * @param rounds how often to measure each system
     * @param load what the clients do
     */
    public record Options(List<Integer> levels, int rounds, LoadOptions load) {
        public Options {
            levels = List.copyOf(levels);
        }
    }

    private final Options options;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * A benchmark.
     *
     * @param folder for data and logs; data are deleted, logs stay if something failed
     * @param progress is told what goes on
     */
    public Bench(Options options, Path folder, Consumer<String> progress) {
        this.options = options;
        this.folder = folder;
        this.progress = progress;
    }

    /** Measures. A system that fails in one round is left out of the rounds that follow. */
    public Measurements run(List<Contender> contenders) throws IOException, InterruptedException {
        Measurements measurements = new Measurements(options.levels());
        Files.createDirectories(folder);
        for (int round = 1; round <= options.rounds(); round++) {
            progress.accept("round " + round + ": the disk");
            measurements.addDisk(
                    DiskProbe.forcesPerSecond(folder, 1, PROBE),
                    DiskProbe.forcesPerSecond(folder, Ports.SERVERS, PROBE));
            for (Contender contender : contenders) {
                if (!measurements.hasFailed(contender.name())) {
                    measure(contender, round, measurements);
                }
            }
        }
        return measurements;
    }

    private void measure(Contender contender, int round, Measurements measurements)
            throws IOException, InterruptedException {
        String name = contender.name();
        Path place = folder.resolve(name.replace('/', '-') + "-" + round);
        delete(place);
        Files.createDirectories(place.resolve("data"));
        try (Processes processes = new Processes()) {
            progress.accept("round " + round + ": " + name + " starts");
            Deployment deployment = contender.deploy(place.resolve("data"));
            List<Process> servers = new ArrayList<>();
            for (List<String> command : deployment.servers()) {
                servers.add(processes.start(command, place, place.resolve("server" + (servers.size() + 1) + ".log")));
            }
            Process load = processes.startReading(command(deployment, servers), place, place.resolve("load.log"));
            for (Process server : servers) {
                Future<?> unused = server.onExit().thenRun(load::destroy);
            }
            try (BufferedReader lines = load.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().filter(Level::isLine).map(Level::of).forEach(level -> {
                    measurements.add(name, level);
                    progress.accept("round %d: %s, %d clients: %,.0f operations a second, p99 %.1f ms"
                            .formatted(round, name, level.clients(), level.perSecond(), level.p99()));
                });
            }
            boolean ended = load.waitFor(LOAD_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended || load.exitValue() != 0) {
                measurements.fail(name, whatFailed(servers, place));
            }
        }
        delete(place.resolve("data"));
        if (!measurements.hasFailed(name)) {
            delete(place);
        }
    }

    private List<String> command(Deployment deployment, List<Process> servers) {
        LoadOptions load = options.load();
        return Commands.java(
                List.of(),
                deployment.loadClassPath(),
                LoadMain.class.getName(),
                "target=" + deployment.target(),
                "servers=" + String.join(",", deployment.addresses()),
                "pids="
                        + servers.stream()
                                .map(Process::pid)
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")),
                "counters="
                        + deployment.counters().stream().map(Objects::toString).collect(Collectors.joining(",")),
                "levels=" + options.levels().stream().map(String::valueOf).collect(Collectors.joining(",")),
                "runin=" + load.runIn(),
                "warmup=" + load.warmUp(),
                "window=" + load.window(),
                "keys=" + load.keys(),
                "value=" + load.valueBytes(),
                "reads=" + load.readPercent());
    }

    private static String whatFailed(List<Process> servers, Path place) throws IOException {
        for (int i = 0; i < servers.size(); i++) {
            if (!servers.get(i).isAlive()) {
                return "server " + (i + 1) + " ended; see " + place.resolve("server" + (i + 1) + ".log");
            }
        }
        return "no result; see " + place + ": " + lastLine(place.resolve("load.log"));
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "its load said nothing" : lines.get(lines.size() - 1);
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
