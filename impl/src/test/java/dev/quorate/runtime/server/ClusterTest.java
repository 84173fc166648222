package dev.quorate.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.api.Change;
import dev.quorate.runtime.api.KeyValue;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import dev.quorate.runtime.client.WatchListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three servers, with disk and network, and clients of theirs. */
@Timeout(60)
class ClusterTest {
    @TempDir
    private static Path folder;

    private static TestCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.of(3, folder);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void whatWasPutIsReadBackThoughTheLeaderHasStoppedAndWhenItIsBack() throws IOException {
        try (Client client = cluster.client()) {
            long revision = client.put("stop", "before");
            assertTrue(revision > 0, "a change has a revision");
            NodeId leader = cluster.leader();
            cluster.stop(leader);
            assertEquals(Optional.of("before"), client.get("stop"), "after the leader " + leader + " has stopped");
            client.put("stop", "between");
            cluster.start(leader);
            TestCluster.await(
                    leader + " catches up",
                    () -> cluster.server(leader).status().applied() > 0
                            && Optional.of("between").equals(stale(leader, "stop")));
        }
    }

    private static Optional<String> stale(NodeId server, String key) {
        try (Client client = Client.open(ClientConfig.of(List.of(cluster.address(server))))) {
            return client.get(key, Freshness.STALE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multi-paxos", "zab"})
    void soItIsByOtherProtocols(String protocol, @TempDir Path data) throws IOException {
        try (TestCluster other = new TestCluster(3, data, Replica.Options.DEFAULT, protocol);
                Client client = other.client()) {
            for (int i = 0; i < 20; i++) {
                client.put("k" + i % 5, "v" + i);
            }
            NodeId leader = other.leader();
            other.stop(leader);
            assertEquals(Optional.of("v19"), client.get("k4"), "after the leader " + leader + " has stopped");
            assertTrue(client.compareAndSet("k4", "v19", "w").done(), "it goes on");
            other.start(leader);
            assertEquals(
                    5,
                    client.range(new Keys.Prefix("k"), 10, Freshness.LINEARIZABLE)
                            .entries()
                            .size());
        }
    }

    @Test
    void aReadIsSentOnToTheLeaderByWhoDoesNotLead() throws IOException {
        NodeId follower = cluster.other(cluster.leader());
        try (Client client = Client.open(ClientConfig.of(List.of(cluster.address(follower))))) {
            client.put("hint", "1");
            assertEquals(Optional.of("1"), client.get("hint"));
            assertEquals(Optional.empty(), client.get("nothing here"));
        }
    }

    @Test
    void keysComeInOrderAndNotMoreThanAskedFor() throws IOException {
        try (Client client = cluster.client()) {
            for (String key : List.of("range/b", "range/a", "range/ü", "rang", "range0")) {
                client.put(key, key + "!");
            }
            Response.Values two = client.range(new Keys.Prefix("range/"), 2, Freshness.LINEARIZABLE);
            assertEquals(
                    List.of(new KeyValue("range/a", "range/a!"), new KeyValue("range/b", "range/b!")), two.entries());
            assertTrue(two.more(), "there is a third");
            Response.Values all = client.range(new Keys.Prefix("range/"), 3, Freshness.LINEARIZABLE);
            assertEquals("range/ü", all.entries().get(2).key());
            assertTrue(!all.more(), "there are three");
        }
    }

    /** A change that is done twice is seen: the second time, a key does not hold what is expected. */
    @Test
    void changesAreDoneOnceThoughConnectionsAreCutAllTheTime() throws Exception {
        int clients = 4;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (Client client = cluster.client()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String key = "once/" + i;
                running.add(threads.submit(() -> count(client, key, until)));
            }
            List<Proxy> proxies = List.copyOf(cluster.proxies().values());
            for (int i = 0; System.nanoTime() < until; i++) {
                Thread.sleep(30);
                proxies.get(i % proxies.size()).cut();
            }
            for (int i = 0; i < clients; i++) {
                int count = running.get(i).get(30, TimeUnit.SECONDS);
                assertEquals(Optional.of(String.valueOf(count)), client.get("once/" + i));
                assertTrue(count > 5, "some changes were done: " + count);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int count(Client client, String key, long until) {
        assertTrue(client.create(key, "0").done(), key + " is new");
        int n = 0;
        while (System.nanoTime() < until) {
            Outcome outcome = client.compareAndSet(key, String.valueOf(n), String.valueOf(n + 1));
            assertTrue(outcome.done(), key + " from " + n + " was done before, and not told so: " + outcome);
            n++;
        }
        return n;
    }

    @Test
    void aWatcherIsToldOfEachChangeOnceAndInOrderThoughItsServerStops() throws IOException {
        List<Change> told = Collections.synchronizedList(new ArrayList<>());
        try (Client client = cluster.client();
                Client other = cluster.client()) {
            long start = client.put("watch/start", "0");
            Client.Watch watch = client.watch(new Keys.Prefix("watch/"), start, new WatchListener() {
                @Override
                public void changed(Change change) {
                    told.add(change);
                }

                @Override
                public void missed(long revision) {
                    told.add(new Change(revision, "missed", Optional.empty()));
                }
            });
            List<Long> revisions = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                revisions.add(other.put("watch/" + i % 3, String.valueOf(i)));
                if (i == 10) {
                    NodeId leader = cluster.leader();
                    cluster.stop(leader);
                    other.put("elsewhere", "x");
                    cluster.start(leader);
                }
            }
            TestCluster.await("20 changes are told", () -> told.size() >= 20);
            assertEquals(revisions, told.stream().map(Change::revision).toList());
            assertEquals(
                    IntStream.range(0, 20).mapToObj(String::valueOf).toList(),
                    told.stream().map(change -> change.value().orElseThrow()).toList());
            watch.close();
            other.delete("watch/0");
            assertEquals(20, told.size(), "nothing is told of a watch that was closed");
        }
    }

    @Test
    void leadershipIsHandedOver() throws IOException {
        try (Client client = cluster.client()) {
            client.put("transfer", "1");
            NodeId to = cluster.other(cluster.leader());
            client.transfer(to);
            TestCluster.await(to + " leads", () -> cluster.leader().equals(to));
            assertEquals(Optional.of("1"), client.get("transfer"));
        }
    }
}
