package dev.quorate.conformance.history;

import dev.quorate.conformance.model.BadInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides, in time proportional to the history (but for sorting), whether a history whose responses carry versions is
 * sequentially consistent in the order of those versions: a weaker promise than linearizability, since a read may be old.
 *
 * <p>A version says how many updates, of all keys together, the store had made: an update's version is the one it made, an
 * observation's the one it saw (a zxid, a revision, a log index; any numbers that grow). With that, Lamport's condition (1979), that
 * the results are those of <em>some</em> one order that has each process's operations in its own order, is asked of the one
 * order that the versions name:
 *
 * <ol>
 *   <li>no two updates have the same version;
 *   <li>each process's versions never go back, and each of its updates has a higher version than all it did before;
 *   <li>in the order of versions, observations after the update of the same version, each operation returns what the model does.
 * </ol>
 *
 * <p>Time between processes does not count. An update of unknown outcome has no version. It is placed where an operation
 * would not fit without it, after all versions that its process has seen. If more than one such update would do, the first is taken,
 * and a later misfit is then {@link Verdict#UNKNOWN}, because the other one might have done better; so it is if only several together
 * might do.
 *
 * @param <S> the states of an object
 */
final class Sequential<S> {
    private final History history;
    private final Model<S> model;
    private final Map<Optional<Datum>, S> states = new HashMap<>();
    private final Map<Optional<Datum>, List<Pending<S>>> pending = new HashMap<>();
    private boolean guessed;

    /** An update of unknown outcome, and the highest version that its process had seen before. */
    private record Pending<S>(Operation operation, Effect<S> effect, long after) {}

    /** An operation that took effect, in the order of versions. */
    private record Step<S>(Operation operation, Effect<S> effect, long version) {}

    private Sequential(History history, Model<S> model) {
        this.history = history;
        this.model = model;
    }

    /**
     * Checks a history.
     *
     * @throws BadInputException if a response has no version
     */
    static HistoryReport check(History history, Model<?> model) {
        return new Sequential<>(history, model).check();
    }

    private HistoryReport check() {
        long start = System.nanoTime();
        List<Operation> all = new ArrayList<>();
        Objects.split(history, model, false).values().forEach(all::addAll);
        List<Step<S>> steps = new ArrayList<>();
        Optional<Finding> wrong = readVersions(all, steps);
        Verdict verdict = Verdict.YES;
        if (wrong.isEmpty()) {
            steps.sort(Comparator.<Step<S>>comparingLong(Step::version)
                    .thenComparing(step -> step.effect.observes())
                    .thenComparing(step -> step.operation.invokedAt()));
            wrong = replay(steps);
            verdict = wrong.isEmpty() ? Verdict.YES : guessed ? Verdict.UNKNOWN : Verdict.NO;
        } else {
            verdict = Verdict.NO;
        }
        ObjectReport report = new ObjectReport(Optional.empty(), all, verdict, 0, wrong);
        return new HistoryReport(history, model.name(), List.of(report), Duration.ofNanos(System.nanoTime() - start));
    }

    /** Collects what took effect; finds what is wrong with the versions by themselves. */
    private Optional<Finding> readVersions(List<Operation> all, List<Step<S>> steps) {
        all.sort(Comparator.comparingInt(Operation::invokedAt));
        Map<Long, Operation> lastOf = new HashMap<>();
        Map<Long, Operation> updateAt = new HashMap<>();
        for (Operation operation : all) {
            Effect<S> effect = Timeline.effect(history, model, operation);
            Optional<Operation> before = Optional.ofNullable(lastOf.get(operation.process()));
            long seen = before.map(last -> last.version().getAsLong()).orElse(Long.MIN_VALUE);
            if (operation.outcome() != Outcome.OK) {
                if (!effect.observes()) {
                    pending.computeIfAbsent(operation.key(), key -> new ArrayList<>())
                            .add(new Pending<>(operation, effect, seen));
                }
                continue;
            }
            long version = operation
                    .version()
                    .orElseThrow(() -> Objects.wrong(
                            history, operation.returnedLine(), "expected a version, as in every response; found none"));
            if (before.isPresent() && (effect.observes() ? version < seen : version <= seen)) {
                return Optional.of(finding(
                        steps.size(),
                        all.size(),
                        operation,
                        "%s: %s has version %d, but the process was at version %d before"
                                .formatted(operation.lines(), operation, version, seen),
                        "    %s: %s".formatted(before.get().lines(), before.get())));
            }
            Operation other = effect.observes() ? null : updateAt.put(version, operation);
            if (other != null) {
                return Optional.of(finding(
                        steps.size(),
                        all.size(),
                        operation,
                        "%s: %s has version %d, as another update has".formatted(operation.lines(), operation, version),
                        "    %s: %s".formatted(other.lines(), other)));
            }
            lastOf.put(operation.process(), operation);
            steps.add(new Step<>(operation, effect, version));
        }
        return Optional.empty();
    }

    private Optional<Finding> replay(List<Step<S>> steps) {
        Map<Optional<Datum>, Operation> lastUpdate = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step<S> step = steps.get(i);
            Optional<Datum> key = step.operation.key();
            S state = states.getOrDefault(key, model.initial());
            Optional<S> after = step.effect.apply(state).or(() -> withPending(step, state));
            if (after.isEmpty()) {
                Optional<Operation> update = Optional.ofNullable(lastUpdate.get(key));
                return Optional.of(finding(
                        i,
                        steps.size(),
                        step.operation,
                        "%s: %s at version %d does not fit: the object there %s"
                                .formatted(step.operation.lines(), step.operation, step.version, model.describe(state)),
                        update.map(last -> "    since %s: %s at version %d"
                                        .formatted(
                                                last.lines(),
                                                last,
                                                last.version().getAsLong()))
                                .orElse("    as at first")));
            }
            states.put(key, after.get());
            if (!step.effect.observes()) {
                lastUpdate.put(key, step.operation);
            }
        }
        return Optional.empty();
    }

    /** The state after an operation, with an update of unknown outcome placed before it. */
    private Optional<S> withPending(Step<S> step, S state) {
        List<Pending<S>> usable = pending.getOrDefault(step.operation.key(), List.of()).stream()
                .filter(update -> update.after < step.version)
                .toList();
        Map<String, Pending<S>> kinds = new TreeMap<>();
        for (Pending<S> update : usable) {
            Optional<S> between = update.effect.apply(state);
            if (between.flatMap(step.effect::apply).isPresent()) {
                kinds.putIfAbsent(update.operation.call(), update);
            }
        }
        if (kinds.isEmpty()) {
            // Several together could do what none does alone, but only if one of them depends on what another has made.
            guessed |= usable.size() > 1
                    && usable.stream().anyMatch(update -> update.effect.kind() == Effect.Kind.CHANGES);
            return Optional.empty();
        }
        guessed |= kinds.size() > 1;
        Pending<S> chosen = kinds.values().iterator().next();
        pending.get(step.operation.key()).remove(chosen);
        return chosen.effect.apply(state).flatMap(step.effect::apply);
    }

    private static Finding finding(int placed, int total, Operation operation, String... story) {
        return new Finding(placed, total, operation.returnedLine(), List.of(story));
    }
}
