package dev.quorate.conformance.simulation;

import static dev.quorate.conformance.simulation.Profile.Setting.SESSIONS;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Simulates a protocol for a given number of steps, as one run after the other: a cluster starts, takes steps under faults,
 * then the faults stop and every pending request must be answered in time; and a new cluster starts. The safety properties are
 * checked after each step. Equal options give equal runs, to the byte.
 */
public final class Simulator {
    /** In {@link Statistics}: the most commands that a node has applied. */
    public static final String LONGEST_LOG = "most commands applied";

    private static final long PROGRESS_NANOS = 2_000_000_000L;

    private Simulator() {}

    /**
     * What to simulate.
     *
     * @param nodes how many nodes a cluster has
     * @param seed what all chance comes from
     * @param steps how many steps to take in all, at least; a run that has begun is finished
     * @param runSteps how many steps of a run are taken under faults
     * @param onlyRun simulate this run only, by its number from 1
     * @param profile the faults
     * @param reads how clients read, if nodes keep a log
     */
    public record Options(
            int nodes, long seed, long steps, long runSteps, Optional<Long> onlyRun, Profile profile, Reads reads) {
        /** The nodes, by name. */
        public List<NodeId> nodeIds() {
            return IntStream.rangeClosed(1, nodes)
                    .mapToObj(i -> new NodeId("n" + i))
                    .toList();
        }

        /** The constants of a model of such a cluster. */
        public Map<String, Value> constants() {
            return Map.of(
                    "Node",
                    Value.set(nodeIds().stream()
                            .map(node -> Value.model(node.name()))
                            .toList()));
        }
    }

    /**
     * What came of it.
     *
     * @param runs how many runs
     * @param steps how many steps
     * @param statistics how often what happened
     * @param time how long it took
     * @param violation what went wrong in the last run
     */
    public record Result(long runs, long steps, Statistics statistics, Duration time, Optional<Violation> violation) {
        /** Steps a second. */
        public double stepsPerSecond() {
            return steps / Math.max(1e-9, time.toNanos() / 1e9);
        }
    }

    /** Simulates the code that is bound to a spec. */
    public static <S, E, M> Result simulate(
            Binding<S, E, M> binding, Options options, Observer<S, E, M> observer, Consumer<String> progress) {
        return simulate(binding.world(options.constants()), options, observer, progress);
    }

    /** Simulates a world. */
    public static <S, E, M, G> Result simulate(
            World<S, E, M, G> world, Options options, Observer<S, E, M> observer, Consumer<String> progress) {
        return simulate(world, options, Machine.of((int) options.profile().get(SESSIONS)), observer, progress);
    }

    /** Simulates a world, in which nodes that have a log keep copies of this. */
    static <S, E, M, G> Result simulate(
            World<S, E, M, G> world,
            Options options,
            Machine machine,
            Observer<S, E, M> observer,
            Consumer<String> progress) {
        boolean hasReads = switch (options.reads()) {
            case SYNC -> world.syncs().isPresent();
            case QUORUM, LEASE -> world.linearizableReads().isPresent();
            case LOG, BEHIND_WRITE, LOCAL, ANY -> true;
        };
        if (!hasReads) {
            throw new BadInputException("reads by %s: this protocol has none; expected another way to read"
                    .formatted(options.reads().name().toLowerCase(Locale.ROOT)));
        }
        long start = System.nanoTime();
        long[] lastProgress = {start};
        Statistics statistics = new Statistics();
        long steps = 0;
        long runs = 0;
        Optional<Violation> violation = Optional.empty();
        while (violation.isEmpty() && (options.onlyRun().isPresent() ? runs == 0 : steps < options.steps())) {
            long number = options.onlyRun().orElse(runs + 1);
            Run<S, E, M, G> run = new Run<>(
                    world,
                    options.profile(),
                    Fingerprint.pair(options.seed(), number),
                    options.reads(),
                    world.service() == Service.DECISION ? Machine.of(0) : machine,
                    observer,
                    statistics);
            long before = steps;
            run.run(options.runSteps(), taken -> {
                if (System.nanoTime() - lastProgress[0] > PROGRESS_NANOS) {
                    lastProgress[0] = System.nanoTime();
                    progress.accept(String.format("%,d steps, run %,d", before + taken, number));
                }
            });
            runs++;
            steps += run.steps();
            violation = run.violation();
        }
        return new Result(runs, steps, statistics, Duration.ofNanos(System.nanoTime() - start), violation);
    }

    /** Several observers as one. */
    public static <S, E, M> Observer<S, E, M> all(List<Observer<S, E, M>> observers) {
        return new Observers<>(new ArrayList<>(observers));
    }
}
