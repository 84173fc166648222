package dev.quorate.conformance.cluster;

import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.History;
import dev.quorate.conformance.history.HistoryReport;
import dev.quorate.conformance.history.HistoryWriter;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.validation.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs a cluster of processes under load, kills, stops and cuts off its servers for a while, and then asks whether they have kept what
 * they promised: what clients saw is linearizable, which no lost write is; what the servers wrote down are behaviours of the specs; and all
 * of them are well.
 */
public final class Torture {
    /** The most that a run may have: what is written down for a minute is a hundred megabytes. */
    public static final int MAX_SECONDS = 24 * 60 * 60;

    private static final Duration STARTING = Duration.ofSeconds(90);
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long AFTERWARDS_MILLIS = 1_000;

    private static final String MODEL = "key-value";

    /** No client has such a number. */
    private static final long FINAL_READER = 999;

    private final Options options;
    private final Consumer<String> console;
    private final ProcessCluster cluster;
    private final SharedHistory history = new SharedHistory();
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final SplittableRandom random;

    /**
     * What to do.
     *
     * @param folder an empty one, where data, logs and histories go
     * @param seconds for how long the cluster suffers
     * @param perSecond how many operations a second all clients ask for, at most
     * @param classPath of Quorate, for the servers
     * @param library the folders of the specs
     */
    public record Options(
            String protocol,
            int servers,
            int seconds,
            long seed,
            int clients,
            int perSecond,
            Path folder,
            String classPath,
            List<Path> library,
            TlcOptions tlc) {}

    /**
     * What came of it.
     *
     * @param kills how many processes were killed
     * @param answered how many operations were answered
     * @param unknown how many operations nobody knows the outcome of
     * @param notDone how many no server took in time
     * @param validations by spec; missing if its logs cannot be read as such, which is a problem
     * @param problems what is wrong beside what the history and the validations say
     * @param seconds for how long the cluster suffered
     */
    public record Result(
            int kills,
            int stops,
            int cuts,
            long answered,
            long unknown,
            long notDone,
            HistoryReport history,
            Map<String, Validation> validations,
            List<String> problems,
            double seconds) {}

    private Torture(Options options, Consumer<String> console) throws IOException {
        this.options = options;
        this.console = console;
        random = new SplittableRandom(options.seed());
        cluster = new ProcessCluster(options.servers(), options.protocol(), options.folder(), options.classPath());
    }

    /**
     * Runs it. All processes have ended when it returns, and when this process is told to end.
     *
     * @param console who is told how it goes on
     * @throws IOException if the links or the clients cannot be made
     */
    public static Result run(Options options, Consumer<String> console) throws IOException {
        Torture torture = new Torture(options, console);
        Thread hook = new Thread(torture.cluster::close, "kill");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return torture.run();
        } finally {
            torture.clients.forEach(LoadClient::close);
            torture.cluster.close();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private Result run() throws IOException {
        try (LeaderWatch leaders = new LeaderWatch(cluster);
                Nemesis nemesis = new Nemesis(cluster, new FaultSchedule(options.seed()), leaders, history::answered)) {
            cluster.restore();
            double seconds = 0;
            if (await(STARTING, leaders::isSettled)) {
                seconds = suffer(leaders, nemesis);
                recover(leaders);
            } else {
                problems.add("the cluster is not ready " + STARTING.toSeconds() + " s after its start: "
                        + leaders.describe());
            }
            nemesis.failure().ifPresent(e -> problems.add("a fault could not be done: " + e));
            problems.addAll(new Health(cluster).problems());
            problems.addAll(cluster.end());
            return judge(nemesis, seconds);
        }
    }

    private double suffer(LeaderWatch leaders, Nemesis nemesis) {
        for (int i = 0; i < options.clients(); i++) {
            clients.add(new LoadClient(
                    i, cluster, (double) options.perSecond() / options.clients(), random.split(), history));
        }
        long start = System.nanoTime();
        long told = start;
        nemesis.begin();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(options.seconds())
                && cluster.troubles().isEmpty()
                && nemesis.failure().isEmpty()) {
            sleep(LOOK_MILLIS);
            if (System.nanoTime() - told >= TELL_NANOS) {
                told = System.nanoTime();
                tell((told - start) / 1_000_000_000, leaders, nemesis);
            }
        }
        nemesis.close();
        return (System.nanoTime() - start) / 1e9;
    }

    private void tell(long second, LeaderWatch leaders, Nemesis nemesis) {
        console.accept(String.format(
                Locale.ROOT,
                "%3d s  %3d kills  %2d stops  %2d cuts  %,7d operations  %,4d unknown  up: %s  leader: %s",
                second,
                nemesis.kills(),
                nemesis.stops(),
                nemesis.cuts(),
                history.answered(),
                history.unknownOnes(),
                String.join(
                        ",",
                        IntStream.range(0, cluster.size())
                                .filter(i -> cluster.server(i).isUp())
                                .mapToObj(ProcessCluster::name)
                                .toList()),
                leaders.leader().isPresent()
                        ? ProcessCluster.name(leaders.leader().getAsInt())
                        : "unknown"));
    }

    /** All is mended; the cluster must answer, and all servers must get to the same state. */
    private void recover(LeaderWatch leaders) {
        cluster.restore();
        long answered = history.answered();
        long start = System.nanoTime();
        if (!await(SETTLING, () -> history.answered() > answered + options.clients())) {
            problems.add("Liveness: the cluster does not answer " + SETTLING.toSeconds() + " s after the last fault: "
                    + leaders.describe());
        }
        sleep(AFTERWARDS_MILLIS);
        clients.forEach(LoadClient::end);
        clients.forEach(LoadClient::close);
        clients.stream()
                .flatMap(client -> client.failure().stream())
                .forEach(e -> problems.add("a client was told what it must not be: " + e));
        if (!LoadClient.readAll(cluster, FINAL_READER, history, SETTLING)) {
            problems.add("Liveness: not all keys can be read " + SETTLING.toSeconds() + " s after the last fault");
        }
        if (!await(SETTLING, leaders::isSettled)) {
            problems.add("Liveness: not all servers have applied all " + SETTLING.toSeconds()
                    + " s after the last operation: " + leaders.describe());
        }
        if (problems.isEmpty()) {
            console.accept(String.format(
                    Locale.ROOT,
                    "mended; %.1f s later all is answered, and all servers are in the same state",
                    (System.nanoTime() - start) / 1e9));
        }
    }

    private Result judge(Nemesis nemesis, double seconds) {
        History seen = history.build();
        HistoryWriter.write(seen, options.folder().resolve("history.jsonl"));
        HistoryReport report = seen.operations().isEmpty()
                ? new HistoryReport(seen, MODEL, List.of(), Duration.ZERO)
                : Checker.of(Models.named(MODEL).orElseThrow()).check(seen);
        Map<String, Validation> validations = new TreeMap<>();
        new HeldProtocol(options.protocol(), cluster.nodes(), Optional.of(options.folder()))
                .logs()
                .forEach((spec, logs) -> {
                    try {
                        validations.put(spec, Validation.of(spec, logs, options.library(), options.tlc(), line -> {}));
                    } catch (BadInputException e) {
                        problems.add("the logs of " + spec + " are none: " + e.getMessage());
                    }
                });
        return new Result(
                nemesis.kills(),
                nemesis.stops(),
                nemesis.cuts(),
                history.answered(),
                history.unknownOnes(),
                history.unansweredOnes(),
                report,
                validations,
                problems,
                seconds);
    }

    private interface Condition {
        boolean holds();
    }

    private boolean await(Duration patience, Condition condition) {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > patience.toNanos()
                    || !cluster.troubles().isEmpty()) {
                return false;
            }
            sleep(LOOK_MILLIS);
        }
        return true;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
