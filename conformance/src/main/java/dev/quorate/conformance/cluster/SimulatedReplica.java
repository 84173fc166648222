package dev.quorate.conformance.cluster;

import dev.quorate.conformance.simulation.Agenda;
import dev.quorate.conformance.simulation.Statistics;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Input;
import dev.quorate.runtime.Machine;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.Status;
import dev.quorate.runtime.disk.DiskException;
import dev.quorate.runtime.disk.DiskFullException;
import dev.quorate.runtime.disk.Identity;
import dev.quorate.runtime.disk.Options;
import dev.quorate.runtime.disk.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

/** One replica of a {@link ClusterSimulation}: the runtime's own, with a disk of its own, that may stop and start again. */
final class SimulatedReplica {
    private static final Path FOLDER = Path.of("/data");

    private final NodeId id;
    private final HeldProtocol protocol;
    private final Agenda agenda;
    private final SplittableRandom random;
    private final Statistics statistics;
    private final FaultyDisk disk;
    private final Machine.Listener listener;
    private final Replica.Network network;
    private final Replica.Options options;

    private Optional<Replica<?, ?, ?>> replica = Optional.empty();
    private Machine machine;

    /** How often it was started: what was put on the agenda for an earlier life is no more. */
    private int life;

    /** When the next turn is due. */
    private long due = Long.MAX_VALUE;

    /** By how much its clock is ahead. */
    private long ahead;

    SimulatedReplica(
            NodeId id,
            HeldProtocol protocol,
            Agenda agenda,
            SplittableRandom random,
            Statistics statistics,
            Machine.Listener listener,
            Replica.Network network,
            Replica.Options options) {
        this.id = id;
        this.protocol = protocol;
        this.agenda = agenda;
        this.random = random;
        this.statistics = statistics;
        this.listener = listener;
        this.network = network;
        this.options = options;
        disk = new FaultyDisk(random.nextLong());
    }

    boolean isUp() {
        return replica.isPresent();
    }

    /** What it has applied, while it is up. */
    Machine machine() {
        return machine;
    }

    Status status() {
        return replica.orElseThrow().status();
    }

    /** Gives it something; it is lost if it is down. */
    void give(Input input) {
        replica.ifPresent(up -> {
            if (up.mailbox().offer(input)) {
                turnIn(random.nextLong(1, 200));
            } else {
                statistics.count("inputs refused");
            }
        });
    }

    void start() {
        if (isUp()) {
            return;
        }
        disk.boot();
        life++;
        try {
            machine = new Machine(HeldProtocol.MAX_SESSIONS, listener);
            Storage storage = Storage.open(
                    disk,
                    FOLDER,
                    new Identity("simulation", id.name(), protocol.name()),
                    new Options(1 << 16, 1 << 14, 1 << 24, random::nextLong));
            replica = Optional.of(protocol.replica(
                    id, storage, machine, network, task -> inLife(random.nextLong(1, 50_000), task), random, options));
            turnIn(0);
        } catch (Crash e) {
            down();
        } catch (DiskFullException e) {
            startAgain("starts without room");
        } catch (DiskException e) {
            if (!(e.getCause() instanceof IOException)) {
                // What is on the disk was refused, though the disk has kept all that it must.
                throw e;
            }
            startAgain("starts with a disk that failed");
        }
    }

    private void startAgain(String why) {
        statistics.count(why);
        disk.crash(DiskFault.KILL);
        agenda.in(random.nextLong(1, 100_000), this::start);
    }

    /** It stops, now or in one of the next steps of its disk. */
    void crash(DiskFault fault, int steps) {
        if (!isUp()) {
            return;
        }
        if (steps > 0) {
            disk.plan(disk.steps() + steps, fault);
        } else {
            disk.crash(fault);
            down();
        }
    }

    void limitDisk(long more) {
        disk.limitTo(more == Long.MAX_VALUE ? more : disk.usedBytes() + more);
    }

    /** Its clock jumps forward, as that of a machine that slept. */
    void jump(long micros) {
        statistics.count("clock jumps");
        ahead += micros;
        replica.ifPresent(up -> turnIn(0));
    }

    private void down() {
        statistics.count("crashes");
        replica = Optional.empty();
        due = Long.MAX_VALUE;
        life++;
    }

    private void turnIn(long micros) {
        long time = agenda.now() + micros;
        if (time < due) {
            due = time;
            inLife(micros, () -> {
                if (due == time) {
                    due = Long.MAX_VALUE;
                    turn();
                }
            });
        }
    }

    private void turn() {
        try {
            statistics.count("turns");
            long now = agenda.now() + ahead;
            long next = replica.orElseThrow().turn(now);
            if (next != Long.MAX_VALUE) {
                // A turn takes time, too.
                turnIn(Math.max(next - now, random.nextLong(1, 300)));
            }
        } catch (Crash e) {
            down();
        } catch (DiskException e) {
            // A disk that fails ends the process; the next life has what is on it.
            statistics.count("disks that failed");
            disk.crash(DiskFault.KILL);
            down();
        }
    }

    private void inLife(long micros, Runnable task) {
        int now = life;
        agenda.in(micros, () -> {
            if (life == now) {
                try {
                    task.run();
                } catch (Crash e) {
                    down();
                }
            }
        });
    }
}
