package dev.quorate.conformance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import dev.quorate.runtime.client.ClientException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What becomes of three servers under load for long: how fast they still are as their logs grow, and how much memory they need. Then
 * one is killed and started again, and then all: how long until they are back.
 */
public final class Endurance {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration BACK_PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 10;
    private static final String KEY = "endurance";

    /**
     * What to do.
     *
     * @param entries how many entries the log shall get
     * @param compacting whether servers compact their logs as they usually do; else they keep them whole
     * @param clients closed loops at once
     * @param slice for how long operations are counted together
     */
    public record Options(String protocol, int entries, boolean compacting, int clients, Duration slice) {}

    /**
     * A part of the run.
     *
     * @param entries how many the log had at its end
     * @param perSecond operations a second that were acknowledged
     * @param p99 latency in milliseconds
     * @param heapBytes what a server's objects took then, at most, of three; 0 where the JDK has no jcmd to collect garbage by
     * @param dataBytes what a server's folder took then, at most
     */
    public record Slice(long entries, double perSecond, double p99, long heapBytes, long dataBytes) {}

    /**
     * What was measured.
     *
     * @param recoveryOfOne seconds from the start of a server's process until it had applied all that was committed when it was
     *     killed, while the others went on
     * @param recoveryOfAll seconds from the start of all until a client had read what was written last
     * @param problem what is not as it must be
     */
    public record Report(List<Slice> slices, double recoveryOfOne, double recoveryOfAll, Optional<String> problem) {
        public Report {
            slices = List.copyOf(slices);
        }

        /** Operations a second in the last third of the run to those in the first; the first slice, in which JVMs warm up, is left out. */
        public double laterToEarlier() {
            List<Slice> warm = slices.subList(Math.min(1, slices.size() - 1), slices.size());
            int third = Math.max(1, warm.size() / 3);
            return mean(warm.subList(warm.size() - third, warm.size())) / mean(warm.subList(0, third));
        }

        private static double mean(List<Slice> slices) {
            return slices.stream().mapToDouble(Slice::perSecond).average().orElse(0);
        }
    }

    private final Options options;
    private final Path folder;
    private final Consumer<String> progress;
    private final Processes processes;
    private final Deployment deployment;
    private final List<Process> servers = new ArrayList<>();

    private Endurance(Options options, Path folder, Consumer<String> progress, Processes processes) throws IOException {
        this.options = options;
        this.folder = folder;
        this.progress = progress;
        this.processes = processes;
        List<String> serve =
                options.compacting() ? List.of() : List.of("--compact-every", String.valueOf(Integer.MAX_VALUE));
        deployment = new Ours(options.protocol(), List.of("-Xmx2g"), serve).deploy(folder);
    }

    /**
     * Measures.
     *
     * @param folder for data and logs; the data are deleted
     * @param progress is told of each slice
     */
    public static Report run(Options options, Path folder, Consumer<String> progress)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path place = Files.createTempDirectory(folder, "endurance-");
        try (Processes processes = new Processes()) {
            return new Endurance(options, place, progress, processes).run();
        } finally {
            Bench.delete(place);
        }
    }

    private Report run() throws IOException, InterruptedException {
        for (int i = 0; i < Ports.SERVERS; i++) {
            servers.add(start(i));
        }
        List<Slice> slices;
        try (Target target = new QuorateTarget(deployment.addresses(), options.clients())) {
            LoadMain.awaitAnswers(target, options.clients());
            slices = load(target);
        }
        put("before");
        double one = one();
        put("after");
        double all = all();
        Optional<String> value = get();
        return new Report(
                slices,
                one,
                all,
                value.equals(Optional.of("after"))
                        ? Optional.empty()
                        : Optional.of("after all were killed, " + KEY + " holds " + value.orElse("nothing")
                                + ", and what was acknowledged last is: after"));
    }

    private Process start(int server) throws IOException {
        return processes.start(
                deployment.servers().get(server), folder, folder.resolve("server" + (server + 1) + ".log"));
    }

    private List<Slice> load(Target target) throws IOException, InterruptedException {
        List<Slice> slices = new ArrayList<>();
        LoadOptions load = new LoadOptions(Duration.ZERO, Duration.ZERO, options.slice(), 10_000, 100, 0);
        long entries = 0;
        while (entries < options.entries()) {
            Level level = Load.measure(target, load, options.clients(), new Meters(List.of(), List.of()));
            if (level.errors() > 0) {
                throw new IOException("under load: " + level.trouble());
            }
            entries = status(0).path("lastIndex").asLong();
            Slice slice = new Slice(entries, level.perSecond(), level.p99(), heapBytes(), dataBytes());
            slices.add(slice);
            progress.accept(line(slice));
        }
        return slices;
    }

    /** A slice as a line of text. */
    static String line(Slice slice) {
        return String.format(
                Locale.ROOT,
                "%,12d entries  %,8.0f operations a second  p99 %6.1f ms  heap %5.0f MB  data %5.0f MB",
                slice.entries(),
                slice.perSecond(),
                slice.p99(),
                slice.heapBytes() / 1e6,
                slice.dataBytes() / 1e6);
    }

    private double one() throws IOException, InterruptedException {
        long committed = status(1).path("commitIndex").asLong();
        servers.get(0).destroyForcibly().waitFor();
        long start = System.nanoTime();
        servers.set(0, start(0));
        await(
                "server 1 has applied " + committed,
                () -> status(0).path("applied").asLong() >= committed);
        return (System.nanoTime() - start) / 1e9;
    }

    private double all() throws IOException, InterruptedException {
        for (Process server : servers) {
            server.destroyForcibly();
        }
        for (Process server : servers) {
            server.waitFor();
        }
        long start = System.nanoTime();
        for (int i = 0; i < Ports.SERVERS; i++) {
            servers.set(i, start(i));
        }
        await("a client reads", () -> get().isPresent());
        return (System.nanoTime() - start) / 1e9;
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Servers that are not up yet do not answer. */
    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + BACK_PATIENCE.toNanos();
        Optional<Exception> last = Optional.empty();
        while (System.nanoTime() < deadline) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException | ClientException e) {
                last = Optional.of(e);
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new IOException("not within " + BACK_PATIENCE.toSeconds() + " s: " + what
                + last.map(e -> " (" + e.getMessage() + ")").orElse(""));
    }

    private void put(String value) throws IOException {
        try (Client client = client()) {
            client.put(KEY, value);
        }
    }

    private Optional<String> get() throws IOException {
        try (Client client = client()) {
            return client.get(KEY, Freshness.LINEARIZABLE);
        }
    }

    private Client client() throws IOException {
        return Client.open(
                ClientConfig.of(QuorateTarget.addresses(deployment.addresses())).withTimeout(START_PATIENCE));
    }

    private JsonNode status(int server) throws IOException {
        return JSON.readTree(Meters.page(deployment.counters().get(server).resolve("/status")));
    }

    /** Of objects that are in use: garbage is collected first. */
    private long heapBytes() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return 0;
        }
        double most = 0;
        for (int i = 0; i < servers.size(); i++) {
            Process collect = processes.start(
                    List.of(jcmd.toString(), String.valueOf(servers.get(i).pid()), "GC.run"),
                    folder,
                    folder.resolve("jcmd.log"));
            if (!collect.waitFor(START_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("jcmd does not end: " + folder.resolve("jcmd.log"));
            }
            URI page = deployment.counters().get(i);
            most = Math.max(
                    most,
                    Meters.sum(page, "jvm_memory_used_bytes{area=\"heap\"").orElse(0));
        }
        return (long) most;
    }

    private long dataBytes() throws IOException {
        long most = 0;
        for (int i = 1; i <= Ports.SERVERS; i++) {
            try (Stream<Path> files = Files.walk(folder.resolve("server" + i))) {
                long sum = 0;
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sum += Files.exists(file) ? Files.size(file) : 0;
                }
                most = Math.max(most, sum);
            }
        }
        return most;
    }
}
