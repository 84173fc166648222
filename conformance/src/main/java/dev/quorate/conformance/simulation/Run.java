package dev.quorate.conformance.simulation;

import static dev.quorate.conformance.simulation.Profile.Setting.BREAK_EVERY;
import static dev.quorate.conformance.simulation.Profile.Setting.CRASH_EVERY;
import static dev.quorate.conformance.simulation.Profile.Setting.CRASH_FOR;
import static dev.quorate.conformance.simulation.Profile.Setting.CRASH_IN_STEP;
import static dev.quorate.conformance.simulation.Profile.Setting.DELAY;
import static dev.quorate.conformance.simulation.Profile.Setting.PARTITION_EVERY;
import static dev.quorate.conformance.simulation.Profile.Setting.PARTITION_FOR;
import static dev.quorate.conformance.simulation.Profile.Setting.SKEW;
import static dev.quorate.conformance.simulation.Profile.Setting.SLOW_NODES;
import static dev.quorate.conformance.simulation.Profile.Setting.SNAPSHOTS;

import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.Traffic;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * One cluster from its first step to its last: first with faults, then without, until every request still pending is answered.
 * All that is left to chance comes from one seed.
 */
final class Run<S, E, M, G> {
    /** How long, after the faults have stopped, a request may take: a hundred election timeouts. */
    private static final long PATIENCE_MICROS = 30_000_000;

    /** How long a run under faults lasts at most if it is about one decision: what comes after that is not much. */
    private static final long DECISION_MICROS = 3_000_000;

    private static final long PROGRESS_INTERVAL = 100_000;

    private final World<S, E, M, G> world;
    private final Profile profile;
    private final Observer<S, E, M> observer;
    private final Statistics statistics;
    private final SplittableRandom random;
    private final Agenda agenda = new Agenda();
    private final Links<M> links;
    private final Frontend<S, E> frontend;
    private final Clients clients;
    private final Timing<S, E> timing;
    private final List<NodeTimers> timers = new ArrayList<>();

    private final Map<NodeId, Integer> indices = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final List<S> view = Collections.unmodifiableList(states);
    private final boolean[] down;

    /** The next step that changes the node's state is its last before a crash. */
    private final boolean[] doomed;

    private final boolean keepsClocks;
    private final long[][] clocks;
    private G ghost;
    private long steps;
    private boolean calm;
    private Optional<Violation> violation = Optional.empty();

    Run(
            World<S, E, M, G> world,
            Profile profile,
            long seed,
            Reads reads,
            Machine machine,
            Observer<S, E, M> observer,
            Statistics statistics) {
        this.world = world;
        this.profile = profile;
        this.observer = observer;
        this.statistics = statistics;
        random = new SplittableRandom(seed);
        int nodes = world.nodes().size();
        down = new boolean[nodes];
        doomed = new boolean[nodes];
        keepsClocks = observer.wantsClocks();
        clocks = new long[nodes][nodes];
        timing = world.timing();
        ghost = world.initialGhost();
        boolean[] slow = new boolean[nodes];
        for (int i = 0; i < nodes; i++) {
            int node = i;
            indices.put(world.nodes().get(i), i);
            states.add(world.protocol().initial(world.nodes().get(i)));
            slow[i] = random.nextDouble() < profile.get(SLOW_NODES);
            double pace = Math.pow(profile.get(SKEW), random.nextDouble(-1, 1));
            timers.add(new NodeTimers(timing.timers(), agenda, random, pace, timer -> due(node, timer)));
        }
        links = world.connections().isPresent()
                ? new Connected<>(slow, node -> down[node], agenda, random, profile, statistics)
                : new Datagrams<>(slow, agenda, random, profile, statistics);
        frontend = world.service() == Service.REGISTER
                ? new RegisterFrontend<>(world, this::submit)
                : new LogFrontend<>(
                        world,
                        reads,
                        machine,
                        profile.get(SNAPSHOTS) > 0,
                        view,
                        node -> down[node],
                        this::pass,
                        this::submit);
        clients = new Clients(
                frontend,
                nodes,
                agenda,
                random,
                links,
                profile,
                observer,
                statistics,
                world.asksAll(),
                world.service());
    }

    /** Runs with faults for so many steps, and then without, until nothing is left to wait for. */
    void run(long faultySteps, LongConsumer progress) {
        Map<NodeId, S> initial = new LinkedHashMap<>();
        world.nodes().forEach(node -> initial.put(node, states.get(indices.get(node))));
        observer.started(initial);
        timers.forEach(timing::started);
        if (world.service() != Service.NONE) {
            clients.start();
        }
        scheduleFaults();
        long happened = 0;
        long end = world.service() == Service.DECISION ? DECISION_MICROS : Long.MAX_VALUE;
        while (steps < faultySteps && agenda.now() < end && violation.isEmpty() && agenda.next()) {
            if (++happened % PROGRESS_INTERVAL == 0) {
                progress.accept(steps);
            }
        }
        calmDown();
        long deadline = agenda.now() + PATIENCE_MICROS;
        while (!isDone() && violation.isEmpty() && agenda.next()) {
            if (agenda.now() > deadline) {
                violation = Optional.of(new Violation(
                        "Liveness",
                        steps,
                        "the faults stopped %d s ago, in virtual time, and %s%n%s"
                                .formatted(PATIENCE_MICROS / 1_000_000, describeUndone(), describeStates())));
            }
        }
        statistics.add("virtual milliseconds", agenda.now() / 1000);
        states.forEach(state ->
                statistics.greatest(Simulator.LONGEST_LOG, world.applied(state).size()));
        observer.ended();
    }

    private boolean isDone() {
        return clients.pending().isEmpty() && world.isSettled(view);
    }

    private String describeUndone() {
        return clients.pending().isEmpty()
                ? "the nodes have not settled:"
                : "these requests are still not answered: "
                        + clients.pending().stream()
                                .map(entry -> entry.command().name())
                                .collect(Collectors.joining(", "));
    }

    long steps() {
        return steps;
    }

    Optional<Violation> violation() {
        return violation;
    }

    // What happens at nodes.

    private void due(int node, int timer) {
        timing.ended(timer, timers.get(node));
        for (E event : timing.due(world.nodes().get(node), timer, states.get(node))) {
            if (!down[node]) {
                step(node, event, Optional.empty(), null);
            }
        }
    }

    private void arrive(int node, M message, long[] clock) {
        if (down[node]) {
            statistics.count("messages to a node that is down");
        } else {
            step(node, world.receive(world.nodes().get(node), message), Optional.of(message), clock);
        }
    }

    /** A node that does nothing with a request, nor answers it, refuses it; that is no step. */
    private boolean submit(int node, E request) {
        if (down[node] || violation.isPresent()) {
            return false;
        }
        S before = states.get(node);
        Step<S, M> step = world.protocol().step(before, request);
        if (step.messages().isEmpty()
                && step.state().equals(before)
                && world.answer(before, request, step.state()).isEmpty()) {
            return false;
        }
        take(node, request, Optional.empty(), step, null);
        return !down[node];
    }

    private void pass(int from, int to, Runnable arrives) {
        if (from == to) {
            arrives.run();
        } else if (links.connects(from, to)) {
            agenda.in(links.delay(to), () -> {
                if (links.connects(from, to)) {
                    arrives.run();
                }
            });
        }
    }

    private void step(int node, E event, Optional<M> received, long[] clock) {
        if (violation.isEmpty()) {
            take(node, event, received, world.protocol().step(states.get(node), event), clock);
        }
    }

    private void take(int node, E event, Optional<M> received, Step<S, M> step, long[] clock) {
        steps++;
        S before = states.get(node);
        S after = step.state();
        states.set(node, after);
        G ghostBefore = ghost;
        ghost = world.ghost(ghost, world.nodes().get(node), before, after);
        statistics.count(event.getClass().getSimpleName());
        world.notable(before, event, after).ifPresent(statistics::count);
        record(node, event, step, clock);
        check(node, before, event, ghostBefore);
        frontend.stepped(node, before, event, after);
        timing.stepped(before, event, after, timers.get(node));
        boolean crashes = doomed[node] && !after.equals(before);
        // Before the messages of the step leave, or just after.
        if (!crashes || random.nextBoolean()) {
            mail(node, Traffic.of(world, world.nodes().get(node), received, before, event, step));
        }
        if (crashes) {
            doomed[node] = false;
            crash(node);
        }
    }

    private void mail(int node, Traffic<NodeId, M> traffic) {
        long[] clock = keepsClocks ? clocks[node].clone() : null;
        links.step(traffic.map(indices::get, Function.identity()), (to, message) -> arrive(to, message, clock));
    }

    private void record(int node, E event, Step<S, M> step, long[] clock) {
        Map<NodeId, Long> own = Map.of();
        if (keepsClocks) {
            clocks[node][node]++;
            own = new LinkedHashMap<>();
            for (int i = 0; i < clocks.length; i++) {
                clocks[node][i] = clock == null ? clocks[node][i] : Math.max(clocks[node][i], clock[i]);
                if (clocks[node][i] > 0) {
                    own.put(world.nodes().get(i), clocks[node][i]);
                }
            }
        }
        observer.stepped(world.nodes().get(node), event, step.state(), step.messages(), own);
    }

    private void check(int node, S before, E event, G ghostBefore) {
        S after = states.get(node);
        Optional<String> broken = world.brokenByStep(before, event, after);
        if (broken.isEmpty() && (after != before || ghost != ghostBefore)) {
            broken = world.broken(new Moved<>(view, node, before, ghostBefore, ghost));
        }
        if (broken.isPresent()) {
            violation = Optional.of(new Violation(
                    broken.get(),
                    steps,
                    "event  %s%nbefore %s: %s%n%s"
                            .formatted(event, world.nodes().get(node), before, describeStates())));
        }
    }

    private String describeStates() {
        return indices.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "after  " + entry.getKey() + ": " + states.get(entry.getValue()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    // Faults.

    private void scheduleFaults() {
        recurring(profile.micros(PARTITION_EVERY), () -> {
            links.part();
            agenda.in(exponential(profile.micros(PARTITION_FOR)), links::heal);
        });
        if (links instanceof Connected<M> connected) {
            recurring(profile.micros(BREAK_EVERY), connected::breakOne);
        }
        recurring(profile.micros(CRASH_EVERY), () -> {
            int node = random.nextInt(down.length);
            if (random.nextDouble() < profile.get(CRASH_IN_STEP)) {
                doomed[node] = !down[node];
            } else if (!down[node]) {
                crash(node);
            }
        });
    }

    private void recurring(long mean, Runnable fault) {
        if (mean > 0) {
            agenda.in(exponential(mean), () -> {
                if (!calm) {
                    fault.run();
                    recurring(mean, fault);
                }
            });
        }
    }

    private long exponential(long mean) {
        return Math.max(1, Math.round(-mean * Math.log1p(-random.nextDouble())));
    }

    private void crash(int node) {
        down[node] = true;
        statistics.count("crashes");
        timers.get(node).stopAll();
        frontend.crashed(node);
        links.stop(node);
        // Half of those that crash are back before their peers have noticed, while messages to them are on the way.
        long mean = random.nextBoolean() ? profile.micros(DELAY) : profile.micros(CRASH_FOR);
        agenda.in(exponential(mean), () -> restart(node));
    }

    private void restart(int node) {
        if (down[node]) {
            down[node] = false;
            step(node, world.restart(world.nodes().get(node)), Optional.empty(), null);
        }
    }

    private void calmDown() {
        calm = true;
        Arrays.fill(doomed, false);
        Profile calmed = profile.calmed();
        links.heal();
        links.setProfile(calmed);
        clients.drain(calmed);
        for (int node = 0; node < down.length; node++) {
            restart(node);
        }
    }
}
