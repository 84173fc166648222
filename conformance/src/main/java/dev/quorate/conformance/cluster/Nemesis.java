package dev.quorate.conformance.cluster;

import dev.quorate.conformance.cluster.Fault.Cut;
import dev.quorate.conformance.cluster.Fault.Kill;
import dev.quorate.conformance.cluster.Fault.KillAll;
import dev.quorate.conformance.cluster.Fault.Stop;
import dev.quorate.conformance.cluster.Fault.Target;
import dev.quorate.conformance.cluster.FaultSchedule.Timed;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Does to a cluster what a schedule says, until it is ended. Kills, stops and cuts come beside each other, each in its own time. A kill
 * waits a while for the cluster to have answered something since the last one: what does nothing is not held against anything.
 */
final class Nemesis implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    /** So many operations are to be answered between two kills... */
    private static final long ANSWERS = 10;

    /** ...unless that takes longer than this, which an overloaded machine does. */
    private static final long KILL_ANYWAY_MILLIS = 5_000;

    private static final long ENDING_SECONDS = 30;

    private final ProcessCluster cluster;
    private final FaultSchedule schedule;
    private final LeaderWatch leaders;
    private final LongSupplier answered;
    private final ScheduledExecutorService agenda = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "nemesis");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile Optional<Throwable> failure = Optional.empty();
    private long answeredAtKill;

    /**
     * A nemesis that has not begun.
     *
     * @param answered how many operations have been answered
     */
    Nemesis(ProcessCluster cluster, FaultSchedule schedule, LeaderWatch leaders, LongSupplier answered) {
        this.cluster = cluster;
        this.schedule = schedule;
        this.leaders = leaders;
        this.answered = answered;
    }

    void begin() {
        next(schedule::nextKill, fault -> awaitAnswer(fault, 0));
        next(schedule::nextStop, fault -> stop((Stop) fault));
        next(schedule::nextCut, fault -> cut((Cut) fault));
    }

    /** How many processes were killed. */
    int kills() {
        return kills.get();
    }

    int stops() {
        return stops.get();
    }

    int cuts() {
        return cuts.get();
    }

    /** Why it could do no more, if so. */
    Optional<Throwable> failure() {
        return failure;
    }

    private interface Doing {
        void of(Fault fault);
    }

    private void next(Supplier<Timed> what, Doing doing) {
        Timed timed = what.get();
        after(timed.gapMillis(), () -> doing.of(timed.fault()));
    }

    private void after(long millis, Runnable task) {
        if (agenda.isShutdown()) {
            return;
        }
        ScheduledFuture<?> unused = agenda.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        failure = Optional.of(failure.orElse(e));
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void awaitAnswer(Fault fault, long waited) {
        if (answered.getAsLong() < answeredAtKill + ANSWERS && waited < KILL_ANYWAY_MILLIS) {
            after(LOOK_MILLIS, () -> awaitAnswer(fault, waited + LOOK_MILLIS));
            return;
        }
        if (fault instanceof Kill kill) {
            kill(index(kill.target()), kill.millis());
        } else if (fault instanceof KillAll) {
            for (int i = 0; i < cluster.size(); i++) {
                kill(i, fault.millis());
            }
        }
        answeredAtKill = answered.getAsLong();
        next(schedule::nextKill, later -> awaitAnswer(later, 0));
    }

    private void kill(int index, long downMillis) {
        if (cluster.server(index).kill()) {
            kills.incrementAndGet();
        }
        after(downMillis, cluster.server(index)::start);
    }

    private void stop(Stop stop) {
        ServerProcess server = cluster.server(index(stop.target()));
        if (server.stop()) {
            stops.incrementAndGet();
        }
        after(stop.millis(), () -> {
            server.resume();
            next(schedule::nextStop, later -> stop((Stop) later));
        });
    }

    private void cut(Cut cut) {
        int target = index(cut.target());
        int other = (target + 1 + cut.other() % (cluster.size() - 1)) % cluster.size();
        LinkMesh links = cluster.links();
        switch (cut.shape()) {
            case ONE_WAY -> links.cut(target, other, cut.stalls());
            case BOTH_WAYS -> {
                links.cut(target, other, cut.stalls());
                links.cut(other, target, cut.stalls());
            }
            case MUTE -> cutAll(target, true, false, cut.stalls());
            case DEAF -> cutAll(target, false, true, cut.stalls());
            case ALONE -> cutAll(target, true, true, cut.stalls());
        }
        cuts.incrementAndGet();
        after(cut.millis(), () -> {
            links.heal();
            next(schedule::nextCut, later -> cut((Cut) later));
        });
    }

    private void cutAll(int target, boolean from, boolean to, boolean stalls) {
        for (int i = 0; i < cluster.size(); i++) {
            if (from) {
                cluster.links().cut(target, i, stalls);
            }
            if (to) {
                cluster.links().cut(i, target, stalls);
            }
        }
    }

    private int index(Target target) {
        return target.leader()
                ? leaders.leader().orElse(target.index() % cluster.size())
                : target.index() % cluster.size();
    }

    /** Does no more. What it has done is not undone; see {@link ProcessCluster#restore}. */
    @Override
    public void close() {
        agenda.shutdownNow();
        try {
            if (!agenda.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS)) {
                failure = Optional.of(new IllegalStateException("the nemesis does not end"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
