package dev.quorate.conformance.cluster;

import dev.quorate.runtime.Status;
import dev.quorate.runtime.api.Response.Standing;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** Asks the servers of a cluster again and again how they stand. */
final class LeaderWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<Client> clients = new ArrayList<>();
    private final List<AtomicBoolean> asked = new ArrayList<>();

    /** What each has said last; null if it has not answered in time. */
    private final AtomicReferenceArray<Standing> standings;

    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "leader-watch");
        thread.setDaemon(true);
        return thread;
    });

    LeaderWatch(ProcessCluster cluster) throws IOException {
        standings = new AtomicReferenceArray<>(cluster.size());
        for (var address : cluster.addresses()) {
            clients.add(Client.open(ClientConfig.of(List.of(address))
                    .ofCluster(cluster.name(), Optional.empty())
                    .withTimeout(PATIENCE)));
            asked.add(new AtomicBoolean());
        }
        ScheduledFuture<?> unused = ticker.scheduleWithFixedDelay(this::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask() {
        for (int i = 0; i < clients.size(); i++) {
            int server = i;
            if (asked.get(i).compareAndSet(false, true)) {
                var unused = clients.get(i).statusAsync().whenComplete((standing, failure) -> {
                    standings.set(server, standing);
                    asked.get(server).set(false);
                });
            }
        }
    }

    /** Which server leads, by what it said of itself; the one of the latest term, if several say so. */
    OptionalInt leader() {
        return IntStream.range(0, standings.length())
                .filter(i -> status(i).map(Status::leads).orElse(false))
                .boxed()
                .max(Comparator.comparingInt(i -> status(i).map(Status::term).orElse(0)))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** How a server stands, if it answers. */
    Optional<Status> status(int server) {
        return Optional.ofNullable(standings.get(server)).map(Standing::status);
    }

    /** Whether all answer, one leads, and all have applied what it has. */
    boolean isSettled() {
        List<Status> all = IntStream.range(0, standings.length())
                .mapToObj(this::status)
                .flatMap(Optional::stream)
                .toList();
        return all.size() == standings.length()
                && leader().isPresent()
                && all.stream().mapToInt(Status::applied).distinct().count() == 1
                && all.stream().allMatch(status -> status.applied() == status.commitIndex());
    }

    /** All that is known, for people. */
    String describe() {
        return IntStream.range(0, standings.length())
                .mapToObj(i -> ProcessCluster.name(i) + ": "
                        + status(i).map(Status::toString).orElse("does not answer"))
                .toList()
                .toString();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        clients.forEach(Client::close);
    }
}
