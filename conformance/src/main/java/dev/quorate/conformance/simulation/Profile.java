package dev.quorate.conformance.simulation;

import dev.quorate.conformance.model.BadInputException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A mix of faults, and how busy the clients are. Times are in milliseconds of virtual time. */
public final class Profile {
    /** What can be set. */
    public enum Setting {
        LOSS(0, 1, "probability that a message is lost; over FIFO channels, only one from or to a client"),
        DUPLICATION(
                0, 1, "probability that a message arrives twice; applies to its copy, too; never over FIFO channels"),
        DELAY(0, 10_000, "mean time that a message takes; it varies between half and one and a half of it"),
        STRAGGLERS(0, 1, "probability that a message takes up to twenty times as long, and so is overtaken"),
        PARTITION_EVERY(0, 1e9, "mean time between two partitions; 0 for none"),
        PARTITION_FOR(0, 1e9, "mean time that a partition lasts"),
        ONE_WAY(0, 1, "probability that a partition cuts one direction only; FIFO channels need both"),
        PARTIAL(0, 1, "probability that a partition parts two nodes, whom the others still hear"),
        BREAK_EVERY(0, 1e9, "mean time between two breaks of a connection, where nodes have FIFO channels; 0 for none"),
        CRASH_EVERY(0, 1e9, "mean time between two crashes; 0 for none"),
        CRASH_FOR(0, 1e9, "mean time that half of the crashed nodes are down; the others are back at once"),
        CRASH_IN_STEP(
                0,
                1,
                "probability that a crash comes with the next step that changes a node, before its messages leave or just after"),
        SLOW_NODES(0, 1, "probability that a node is slow: messages to it take ten times as long"),
        SKEW(1, 10, "clocks run up to so many times too fast or too slow"),
        CLIENTS(0, 1000, "how many clients there are"),
        THINK(0, 1e9, "mean time between a client's request and its next"),
        PATIENCE(1, 1e9, "how long a client waits before it asks another node"),
        SESSIONS(
                0,
                1e6,
                "how many sessions of clients are kept, of which the least recently used expires; 0 if a command that its client has sent again is applied again"),
        SNAPSHOTS(
                0,
                1,
                "1 if a node that lags behind, as after a restart, takes over a snapshot of the store; 0 if it applies all that it lacks"),
        GIVE_UP(0, 1, "probability that a client that has waited in vain gives up, and never learns what became of it");

        final double min;
        final double max;
        private final String meaning;

        Setting(double min, double max, String meaning) {
            this.min = min;
            this.max = max;
            this.meaning = meaning;
        }

        /** As the command line has it. */
        public String option() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What it means. */
        public String meaning() {
            return meaning;
        }
    }

    private final String name;
    private final Map<Setting, Double> values;

    private Profile(String name, Map<Setting, Double> values) {
        this.name = name;
        this.values = values;
    }

    /** A network that only takes its time, and clocks that agree. */
    public static final Profile CALM = new Profile("calm", new EnumMap<>(Setting.class))
            .with(Setting.DELAY, 5)
            .with(Setting.SKEW, 1)
            .with(Setting.CLIENTS, 3)
            .with(Setting.SESSIONS, 100)
            .with(Setting.SNAPSHOTS, 1)
            .with(Setting.THINK, 100)
            .with(Setting.PATIENCE, 500);

    /** Messages are lost, doubled and overtaken; FIFO channels break. */
    public static final Profile LOSSY = CALM.named("lossy")
            .with(Setting.LOSS, 0.1)
            .with(Setting.BREAK_EVERY, 300)
            .with(Setting.DUPLICATION, 0.1)
            .with(Setting.STRAGGLERS, 0.05);

    /** The network falls apart and heals, in each way in which it can. */
    public static final Profile PARTITIONS = CALM.named("partitions")
            .with(Setting.PARTITION_EVERY, 1000)
            .with(Setting.PARTITION_FOR, 500)
            .with(Setting.ONE_WAY, 0.3)
            .with(Setting.PARTIAL, 0.3)
            .with(Setting.STRAGGLERS, 0.01)
            .with(Setting.GIVE_UP, 0.1);

    /** Nodes stop and start again, some of them slow. */
    public static final Profile CRASHES = CALM.named("crashes")
            .with(Setting.CRASH_EVERY, 400)
            .with(Setting.CRASH_FOR, 300)
            .with(Setting.CRASH_IN_STEP, 0.5)
            .with(Setting.SLOW_NODES, 0.2)
            .with(Setting.SKEW, 1.5)
            .with(Setting.GIVE_UP, 0.1);

    /** All of it at once. */
    public static final Profile CHAOS = new Profile("chaos", CRASHES.values)
            .with(Setting.LOSS, 0.1)
            .with(Setting.BREAK_EVERY, 300)
            .with(Setting.DUPLICATION, 0.1)
            .with(Setting.STRAGGLERS, 0.05)
            .with(Setting.PARTITION_EVERY, 1000)
            .with(Setting.PARTITION_FOR, 500)
            .with(Setting.ONE_WAY, 0.3)
            .with(Setting.PARTIAL, 0.3)
            .with(Setting.CRASH_EVERY, 800)
            .with(Setting.SKEW, 2);

    private static final Profile[] ALL = {CALM, LOSSY, PARTITIONS, CRASHES, CHAOS};

    /**
     * The profile of a name.
     *
     * @throws BadInputException if there is none
     */
    public static Profile of(String name) {
        return Arrays.stream(ALL)
                .filter(profile -> profile.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException("there is no fault profile \"" + name + "\"; there are: "
                        + Arrays.stream(ALL).map(Profile::name).collect(Collectors.joining(", "))));
    }

    public String name() {
        return name;
    }

    /** This profile with one setting changed. */
    public Profile with(Setting setting, double value) {
        if (!(value >= setting.min && value <= setting.max)) {
            throw new BadInputException("%s=%s: expected a number from %s to %s (%s)"
                    .formatted(setting.option(), value, setting.min, setting.max, setting.meaning));
        }
        Map<Setting, Double> changed = new EnumMap<>(Setting.class);
        changed.putAll(values);
        changed.put(setting, value);
        return new Profile(name, changed);
    }

    /** This profile with one setting changed, as in {@code loss=0.2}. */
    public Profile with(String assignment) {
        String[] parts = assignment.split("=", 2);
        Setting setting = Arrays.stream(Setting.values())
                .filter(each -> each.option().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new BadInputException("there is no setting \"" + parts[0] + "\"; there are: "
                        + Arrays.stream(Setting.values()).map(Setting::option).collect(Collectors.joining(", "))));
        try {
            return with(setting, Double.parseDouble(parts.length == 2 ? parts[1] : ""));
        } catch (NumberFormatException e) {
            throw new BadInputException(assignment + ": expected NAME=NUMBER, such as loss=0.2");
        }
    }

    /** The same without faults: what the world is like once they have stopped. */
    public Profile calmed() {
        return CALM.named(name)
                .with(Setting.CLIENTS, get(Setting.CLIENTS))
                .with(Setting.THINK, get(Setting.THINK))
                .with(Setting.PATIENCE, get(Setting.PATIENCE));
    }

    private Profile named(String other) {
        return new Profile(other, values);
    }

    /** What a setting is. */
    public double get(Setting setting) {
        return values.getOrDefault(setting, 0.0);
    }

    /** A setting that is a time, in microseconds. */
    public long micros(Setting setting) {
        return Math.round(get(setting) * 1000);
    }
}
