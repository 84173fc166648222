package dev.quorate.conformance.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process of the load, as the clients of any of the systems are a process of their own: fills the keys, runs the servers in, then measures level after
 * level, and prints a line for each. Arguments are NAME=VALUE, as {@link Bench} makes them.
 */
public final class LoadMain {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final int FILLERS = 64;

    private LoadMain() {}

    /** Exits with 0 after all levels, with 1 and a line on standard error if there was no answer at all. */
    public static void main(String[] arguments) {
        int status = 0;
        try {
            run(parsed(arguments));
        } catch (Exception e) {
            System.err.println(e);
            status = 1;
        }
        // The libraries of some systems leave threads behind that are no daemons.
        System.exit(status);
    }

    private static Map<String, String> parsed(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            options.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return options;
    }

    private static void run(Map<String, String> options) throws Exception {
        Target.Provider provider = provider(options.get("target"));
        List<String> servers = list(options.get("servers"));
        LoadOptions load = new LoadOptions(
                Duration.parse(options.get("runin")),
                Duration.parse(options.get("warmup")),
                Duration.parse(options.get("window")),
                Integer.parseInt(options.get("keys")),
                Integer.parseInt(options.get("value")),
                Integer.parseInt(options.get("reads")));
        Meters meters = new Meters(
                list(options.get("pids")).stream().map(Long::valueOf).toList(),
                list(options.get("counters")).stream().map(URI::create).toList());
        try (Target target = provider.open(servers, FILLERS)) {
            fill(target, load);
            runIn(target, load);
        }
        for (String clients : list(options.get("levels"))) {
            int count = Integer.parseInt(clients);
            try (Target target = provider.open(servers, count)) {
                awaitAnswers(target, count);
                System.out.println(Load.measure(target, load, count, meters).line());
            }
        }
    }

    private static Target.Provider provider(String name) {
        return ServiceLoader.load(Target.Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target is named " + name));
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }

    /** Writes each key once: some systems make a difference between a new key and one that is there. */
    private static void fill(Target target, LoadOptions load) throws Exception {
        awaitAnswers(target, 1);
        String value = "v".repeat(load.valueBytes());
        for (int first = 0; first < load.keys(); first += FILLERS) {
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = first; i < Math.min(load.keys(), first + FILLERS); i++) {
                answers.add(target.put(i - first, Load.key(i), value));
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                    .get(1, TimeUnit.MINUTES);
        }
    }

    private static void runIn(Target target, LoadOptions load) throws InterruptedException {
        if (!load.runIn().isZero()) {
            LoadOptions all = new LoadOptions(
                    Duration.ZERO, Duration.ZERO, load.runIn(), load.keys(), load.valueBytes(), load.readPercent());
            Level unused = Load.measure(target, all, FILLERS, new Meters(List.of(), List.of()));
        }
    }

    /** Waits until each client has got an answer: servers may be starting, or electing a leader. */
    static void awaitAnswers(Target target, int clients) throws InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        for (int client = 0; client < clients; client++) {
            while (true) {
                try {
                    target.put(client, Load.key(0), "v").get(5, TimeUnit.SECONDS);
                    break;
                } catch (ExecutionException | TimeoutException | RuntimeException e) {
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException(
                                "no answer within " + START_PATIENCE.toSeconds() + " s: " + e, e);
                    }
                    Thread.sleep(200);
                }
            }
        }
    }
}
