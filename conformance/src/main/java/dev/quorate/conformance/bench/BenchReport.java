package dev.quorate.conformance.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Measurements as a table, as goals that are met or missed, and as JSON. */
public final class BenchReport {
    /** How many times a peer's operations a second ours shall do, at these numbers of clients. */
    private record Goal(String peer, double ratio) {}

    private static final List<Goal> GOALS =
            List.of(new Goal("zookeeper", 1.5), new Goal("etcd", 2), new Goal("jraft", 1));
    private static final List<Integer> GOAL_LEVELS = List.of(64, 256);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Measurements measurements;
    private final String ours;

    /**
     * Of these measurements.
     *
     * @param ours the system that the others are compared with
     */
    public BenchReport(Measurements measurements, String ours) {
        this.measurements = measurements;
        this.ours = ours;
    }

    /** The disk, and a row for each system at each level: medians of the rounds. */
    public List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "disk: %s forces of 128 bytes a second to one file, %s to three at once, together",
                whole(measurements.forcesOfOne()), whole(measurements.forcesOfThree())));
        lines.add(
                "clients  system                 ops/s  ratio   p50 ms   p99 ms  p99.9 ms  server CPU  load CPU  fsyncs/s"
                        + "  flushes/s  errors");
        for (int clients : measurements.levels()) {
            for (String system : measurements.systems()) {
                if (!measurements.rounds(system, clients).isEmpty()) {
                    lines.add(row(system, clients));
                }
            }
        }
        lines.add(
                "ratio: ours to theirs, of operations a second. CPU: cores kept busy, of all three servers. fsyncs: as the"
                        + " servers count them; flushes: of the whole machine's disks.");
        return lines;
    }

    private String row(String system, int clients) {
        return format(
                "%7d  %-19s %8s  %5s  %7.2f  %7.2f  %8.2f  %10.2f  %8.2f  %8s  %9s  %6d",
                clients,
                system,
                whole(measurements.median(system, clients, Level::perSecond)),
                ratio(system, clients).isPresent()
                        ? format("%.2f", ratio(system, clients).getAsDouble())
                        : "",
                median(system, clients, Level::p50),
                median(system, clients, Level::p99),
                median(system, clients, Level::p999),
                median(system, clients, Level::serverCpu),
                median(system, clients, Level::clientCpu),
                whole(measurements.medianOf(system, clients, Level::fsyncs)),
                whole(measurements.medianOf(system, clients, Level::flushes)),
                measurements.errors(system, clients));
    }

    /** How many times theirs ours does; absent of ourselves, and where one of them is missing. */
    OptionalDouble ratio(String peer, int clients) {
        OptionalDouble mine = measurements.median(ours, clients, Level::perSecond);
        OptionalDouble theirs = measurements.median(peer, clients, Level::perSecond);
        return peer.equals(ours) || mine.isEmpty() || theirs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(mine.getAsDouble() / theirs.getAsDouble());
    }

    /** A line for each goal of which there are measurements. */
    public List<String> goals() {
        List<String> lines = new ArrayList<>();
        for (int clients : measurements.levels()) {
            for (Goal goal : GOALS) {
                if (GOAL_LEVELS.contains(clients)) {
                    ratio(goal.peer(), clients)
                            .ifPresent(ratio -> lines.add(format(
                                    "goal %s: at %d clients %.2f x %s, at least %.1f wanted",
                                    word(ratio >= goal.ratio()), clients, ratio, goal.peer(), goal.ratio())));
                }
            }
            latencyGoal(clients, lines);
        }
        return lines;
    }

    private void latencyGoal(int clients, List<String> lines) {
        OptionalDouble mine = measurements.median(ours, clients, Level::p99);
        OptionalDouble best = measurements.systems().stream()
                .filter(system -> !system.startsWith(Ours.PREFIX))
                .map(system -> measurements.median(system, clients, Level::p99))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
        if (mine.isPresent() && best.isPresent()) {
            lines.add(format(
                    "goal %s: at %d clients p99 %.2f ms, the best of the others has %.2f ms",
                    word(mine.getAsDouble() <= best.getAsDouble()), clients, mine.getAsDouble(), best.getAsDouble()));
        }
    }

    /** All that was measured, round by round, and the ratios of medians. */
    public ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("forcesOfOneFile", measurements.forcesOfOne().orElse(0));
        root.put("forcesOfThreeFiles", measurements.forcesOfThree().orElse(0));
        ObjectNode systems = root.putObject("systems");
        for (String system : measurements.systems()) {
            ObjectNode levels = systems.putObject(system);
            for (int clients : measurements.levels()) {
                ObjectNode level = levels.putObject(String.valueOf(clients));
                ratio(system, clients).ifPresent(ratio -> level.put("ratio", ratio));
                ArrayNode rounds = level.putArray("rounds");
                measurements.rounds(system, clients).forEach(round -> rounds.add(json(round)));
            }
        }
        root.set("failures", JSON.valueToTree(measurements.failures()));
        root.set("goals", JSON.valueToTree(goals()));
        return root;
    }

    private static ObjectNode json(Level round) {
        ObjectNode node = JSON.createObjectNode()
                .put("perSecond", round.perSecond())
                .put("errors", round.errors())
                .put("p50Millis", round.p50())
                .put("p99Millis", round.p99())
                .put("p999Millis", round.p999())
                .put("maxMillis", round.max())
                .put("serverCpu", round.serverCpu())
                .put("clientCpu", round.clientCpu());
        round.fsyncs().ifPresent(fsyncs -> node.put("fsyncsPerSecond", fsyncs));
        round.flushes().ifPresent(flushes -> node.put("flushesPerSecond", flushes));
        return round.trouble().isEmpty() ? node : node.put("trouble", round.trouble());
    }

    /** What there is to say in a line. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        for (int clients : measurements.levels()) {
            List<String> ratios = measurements.systems().stream()
                    .filter(system -> ratio(system, clients).isPresent())
                    .map(system -> format("%.2f x %s", ratio(system, clients).getAsDouble(), system))
                    .toList();
            String about = ratios.isEmpty() ? "" : " (" + String.join(", ", ratios) + ")";
            measurements
                    .median(ours, clients, Level::perSecond)
                    .ifPresent(mine -> parts.add(format("%,.0f at %d clients%s", mine, clients, about)));
        }
        long errors = measurements.systems().stream()
                .flatMapToLong(system ->
                        measurements.levels().stream().mapToLong(clients -> measurements.errors(system, clients)))
                .sum();
        String speed = parts.isEmpty() ? "" : format(", %s's operations a second: %s", ours, String.join(", ", parts));
        return format("%d systems%s, %d errors", measurements.systems().size(), speed, errors);
    }

    private double median(String system, int clients, ToDoubleFunction<Level> what) {
        return measurements.median(system, clients, what).orElse(0);
    }

    private static String word(boolean met) {
        return met ? "met" : "missed";
    }

    private static String whole(OptionalDouble number) {
        return number.isPresent() ? format("%,.0f", number.getAsDouble()) : "unknown";
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
