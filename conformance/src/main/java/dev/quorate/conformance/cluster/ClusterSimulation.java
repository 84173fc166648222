package dev.quorate.conformance.cluster;

import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.History;
import dev.quorate.conformance.history.HistoryReport;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.simulation.Agenda;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Statistics;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Replica;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A cluster of the runtime's replicas in virtual time: the same class that a server runs, over a disk that loses what is not
 * synced, fails and fills up, with clocks that jump, and a network that loses messages and falls apart. Everything follows from the
 * seed.
 *
 * <p>What must hold: replicas that have applied as many commands are in the same state; what clients see is linearizable; and once
 * faults have stopped, every request is answered and all replicas get to the same state.
 */
public final class ClusterSimulation {
    private static final long MAX_SETTLING = 60_000_000;

    /** No timer of a replica is longer. */
    private static final long MAX_JUMP = 10_000_000;

    /**
     * What to simulate.
     *
     * @param operations how many operations of clients, about, before faults stop
     * @param powerLoss whether machines lose power; else only processes are killed
     */
    public record Options(HeldProtocol protocol, long seed, long operations, Profile profile, boolean powerLoss) {}

    /**
     * What came of it.
     *
     * @param violation the property that does not hold, and how that showed
     * @param commands how many commands were applied
     */
    public record Result(Optional<String> violation, Statistics statistics, History history, long commands) {}

    private final Options options;
    private final Profile profile;
    private final SplittableRandom random;
    private final Agenda agenda = new Agenda();
    private final Statistics statistics = new Statistics();
    private final Agreement agreement = new Agreement();
    private final History.Builder history = new History.Builder("simulation");
    private final Map<NodeId, SimulatedReplica> replicas = new LinkedHashMap<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final SimulatedNetwork network;
    private boolean calm;

    private ClusterSimulation(Options options) {
        this.options = options;
        profile = options.profile();
        random = new SplittableRandom(options.seed());
        List<NodeId> nodes = options.protocol().nodes();
        network = new SimulatedNetwork(
                nodes.size(),
                agenda,
                random.split(),
                statistics,
                profile,
                (to, payload) -> replicas.get(nodes.get(to)).give(new dev.quorate.runtime.Input.Received(payload)));
        for (int i = 0; i < nodes.size(); i++) {
            int from = i;
            replicas.put(
                    nodes.get(i),
                    new SimulatedReplica(
                            nodes.get(i),
                            options.protocol(),
                            agenda,
                            random.split(),
                            statistics,
                            agreement.of(nodes.get(i)),
                            (to, payload) -> network.send(from, nodes.indexOf(to), payload),
                            new Replica.Options(64, 1 << 16, 1000, 40, 10)));
        }
        for (int i = 0; i < profile.get(Setting.CLIENTS); i++) {
            clients.add(new SimulatedClient(
                    i,
                    nodes,
                    agenda,
                    random.split(),
                    statistics,
                    profile,
                    history,
                    (node, input) -> replicas.get(node).give(input)));
        }
    }

    /** Runs a simulation. */
    public static Result run(Options options) {
        return new ClusterSimulation(options).run();
    }

    private Result run() {
        replicas.values().forEach(SimulatedReplica::start);
        clients.forEach(SimulatedClient::start);
        faults();
        while (statistics.of("operations") < options.operations()
                && agreement.broken().isEmpty()
                && agenda.next()) {}
        if (agreement.broken().isEmpty()) {
            settle();
        }
        return new Result(violation(), statistics, history.build(), agreement.commands());
    }

    private void settle() {
        calm = true;
        Profile calmed = profile.calmed();
        network.calm(calmed);
        clients.forEach(client -> client.drain(calmed));
        replicas.values().forEach(replica -> replica.limitDisk(Long.MAX_VALUE));
        long end = agenda.now() + MAX_SETTLING;
        while (!isSettled() && agenda.now() < end && agreement.broken().isEmpty()) {
            replicas.values().forEach(SimulatedReplica::start);
            agenda.next();
        }
    }

    private boolean isSettled() {
        return clients.stream().allMatch(SimulatedClient::isDone)
                && replicas.values().stream().allMatch(SimulatedReplica::isUp)
                && replicas.values().stream()
                                .map(replica -> replica.machine().state())
                                .distinct()
                                .count()
                        == 1;
    }

    private Optional<String> violation() {
        if (agreement.broken().isPresent()) {
            return agreement.broken();
        } else if (!isSettled()) {
            return Optional.of("Liveness: a minute after the last fault not all is answered, or applied everywhere: "
                    + replicas.values().stream()
                            .map(replica -> replica.isUp() ? replica.status().toString() : "down")
                            .toList());
        }
        HistoryReport report =
                Checker.of(Models.named("key-value").orElseThrow()).check(history.build());
        return report.verdict() == Verdict.YES ? Optional.empty() : Optional.of("Linearizability: " + report.verdict());
    }

    private void faults() {
        List<SimulatedReplica> all = List.copyOf(replicas.values());
        recurring(profile.micros(Setting.PARTITION_EVERY), () -> {
            network.part();
            agenda.in(exponential(profile.micros(Setting.PARTITION_FOR)), network::heal);
        });
        recurring(profile.micros(Setting.CRASH_EVERY), () -> {
            SimulatedReplica replica = all.get(random.nextInt(all.size()));
            boolean inStep = random.nextDouble() < profile.get(Setting.CRASH_IN_STEP);
            replica.crash(
                    options.powerLoss() && random.nextBoolean() ? DiskFault.POWER_LOSS : DiskFault.KILL,
                    inStep ? 1 + random.nextInt(8) : 0);
            backSoon(replica);
        });
        recurring(4 * profile.micros(Setting.CRASH_EVERY), () -> {
            SimulatedReplica replica = all.get(random.nextInt(all.size()));
            int which = random.nextInt(3);
            if (which == 0) {
                replica.crash(DiskFault.FAILURE, 1 + random.nextInt(8));
                backSoon(replica);
            } else if (which == 1) {
                replica.jump(random.nextLong(1, MAX_JUMP));
            } else {
                statistics.count("full disks");
                replica.limitDisk(random.nextLong(2_000));
                agenda.in(exponential(profile.micros(Setting.CRASH_FOR)), () -> replica.limitDisk(Long.MAX_VALUE));
            }
        });
    }

    /** Some are back before the others have noticed. A fault of the disk may come later than now. */
    private void backSoon(SimulatedReplica replica) {
        long mean = random.nextBoolean() ? profile.micros(Setting.DELAY) : profile.micros(Setting.CRASH_FOR);
        agenda.in(exponential(mean), () -> {
            replica.start();
            if (!replica.isUp() || !calm) {
                agenda.in(exponential(profile.micros(Setting.CRASH_FOR)), replica::start);
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
}
