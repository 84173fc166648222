package dev.quorate.runtime.server;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.api.KeyValue;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cluster is a map: whatever server a client talks to, and while connections are cut, what its clients see is what one map in one
 * memory could have shown them, one operation after the other. By Lincheck, under the machine's own threads. Left out: Lincheck's
 * model checker, since it cannot decide how the threads of three servers and the sockets between them interleave (the simulator of
 * `quorate simulate` does); more than three threads, and more than three operations of each; servers that are killed (`quorate
 * torture` kills them).
 */
class ClusterRaceTest {
    private static final long CUT_EVERY_MILLIS = 300;

    private static final AtomicLong MAPS = new AtomicLong();

    /** Of the cluster that is tested: Lincheck makes many maps, and there is no time for a cluster of each. */
    private static volatile List<Client> writers = List.of();

    private static volatile List<Client> readers = List.of();
    private static volatile Freshness freshness = Freshness.LINEARIZABLE;

    private static <T> T any(List<T> some) {
        return some.get(ThreadLocalRandom.current().nextInt(some.size()));
    }

    /** A part of the cluster's keys, which nobody else has. */
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static class Shared {
        private final String prefix = "map/" + MAPS.incrementAndGet() + "/";

        @Operation
        public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
            any(writers).put(prefix + key, String.valueOf(value));
        }

        @Operation
        public boolean delete(@Param(name = "key") int key) {
            return any(writers).delete(prefix + key);
        }

        @Operation
        public boolean compareAndSet(
                @Param(name = "key") int key, @Param(name = "value") int expected, @Param(name = "value") int value) {
            return any(writers)
                    .compareAndSet(prefix + key, String.valueOf(expected), String.valueOf(value))
                    .done();
        }

        @Operation
        public int get(@Param(name = "key") int key) {
            return any(readers)
                    .get(prefix + key, freshness)
                    .map(Integer::parseInt)
                    .orElse(0);
        }

        @Operation
        public String all() {
            Map<Integer, Integer> all = new TreeMap<>();
            for (KeyValue one :
                    any(readers).range(new Keys.Prefix(prefix), 10, freshness).entries()) {
                all.put(Integer.parseInt(one.key().substring(prefix.length())), Integer.parseInt(one.value()));
            }
            return all.toString();
        }
    }

    /** The map that it shall be. */
    public static class InMemory {
        private final Map<Integer, Integer> map = new TreeMap<>();

        public void put(int key, int value) {
            map.put(key, value);
        }

        public boolean delete(int key) {
            return map.remove(key) != null;
        }

        public boolean compareAndSet(int key, int expected, int value) {
            return map.replace(key, expected, value);
        }

        public int get(int key) {
            return map.getOrDefault(key, 0);
        }

        public String all() {
            return map.toString();
        }
    }

    private static void check() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(10)
                .invocationsPerIteration(30)
                .minimizeFailedScenario(false)
                .sequentialSpecification(InMemory.class)
                .check(Shared.class);
    }

    /** One that knows but this server, and so asks it first. */
    private static Client at(TestCluster cluster, NodeId server) throws IOException {
        return Client.open(ClientConfig.of(List.of(cluster.address(server))));
    }

    private static void withClients(TestCluster cluster, Freshness reads, Runnable test) throws IOException {
        List<Client> ofAll = new ArrayList<>();
        List<Client> ofOne = new ArrayList<>();
        try {
            for (NodeId server : cluster.proxies().keySet()) {
                ofAll.add(cluster.client());
                ofOne.add(at(cluster, server));
            }
            writers = ofAll;
            readers = ofOne;
            freshness = reads;
            test.run();
        } finally {
            ofAll.forEach(Client::close);
            ofOne.forEach(Client::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raft", "multi-paxos", "zab"})
    void aClusterIsAMap(String protocol, @TempDir Path folder) throws IOException {
        ScheduledExecutorService cuts = Executors.newSingleThreadScheduledExecutor();
        try (TestCluster cluster = new TestCluster(3, folder, Replica.Options.DEFAULT, protocol)) {
            List<Proxy> proxies = List.copyOf(cluster.proxies().values());
            Future<?> unused = cuts.scheduleAtFixedRate(
                    () -> any(proxies).cut(), CUT_EVERY_MILLIS, CUT_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            withClients(cluster, Freshness.LINEARIZABLE, ClusterRaceTest::check);
        } finally {
            cuts.shutdownNow();
        }
    }

    @Test
    void aMapThatIsReadWhereverItIsIsFoundOut(@TempDir Path folder) throws IOException {
        try (TestCluster cluster = TestCluster.of(3, folder)) {
            withClients(
                    cluster, Freshness.STALE, () -> assertThrows(LincheckAssertionError.class, ClusterRaceTest::check));
        }
    }
}
