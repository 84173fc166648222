package dev.quorate.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Response.Cause;
import dev.quorate.runtime.api.Wire;
import dev.quorate.runtime.client.Client;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One server, which leads itself, and what may come to its port. */
@Timeout(60)
class ServerTest {
    private static final NodeId ONE = new NodeId("1");

    @TempDir
    private Path folder;

    @Test
    void whoAsksForMoreThanTheServerTakesIsToldSoAndTheRestIsDone() throws IOException {
        int requests = 3000;
        try (TestCluster cluster = new TestCluster(1, folder, new Replica.Options(2, 4 << 20, 2, 1000, 100));
                RawClient client = new RawClient(cluster.address(ONE))) {
            for (int i = 1; i <= requests; i++) {
                client.send(i, Request.Submit.of(new Entry.Register("c." + i)));
            }
            int done = 0;
            int refused = 0;
            for (int i = 1; i <= requests; i++) {
                Response response = client.take(i);
                if (response instanceof Response.Applied) {
                    done++;
                } else {
                    assertEquals(Cause.OVERLOADED, ((Response.Refused) response).cause(), "a refusal says why");
                    refused++;
                }
            }
            assertTrue(done > 0 && refused > 0, done + " were done and " + refused + " refused; expected some of each");
            client.send(requests + 1, new Request.Get("k", Freshness.LINEARIZABLE));
            assertEquals(Optional.empty(), ((Response.Value) client.take(requests + 1)).value(), "the server lives on");
        }
    }

    @Test
    void aWatcherThatDoesNotReadIsCutOffWithAWordAndTheServerKeepsItsMemory() throws IOException {
        String large = "x".repeat(100_000);
        try (TestCluster cluster = TestCluster.of(1, folder);
                RawClient slow = new RawClient(cluster.address(ONE));
                Client client = cluster.client()) {
            slow.send(1, new Request.Watch(new Keys.Prefix(""), Request.Watch.NOW));
            assertEquals(new Response.Watching(0), slow.take(1));
            slow.pause();
            int puts = 400;
            for (int i = 0; i < puts; i++) {
                client.put("k" + i % 10, large);
            }
            slow.resume();
            Response last = slow.take(1);
            long told = 0;
            while (last instanceof Response.Changed changed) {
                told = changed.change().revision();
                last = slow.take(1);
            }
            Response.WatchEnded ended = (Response.WatchEnded) last;
            assertEquals(told, ended.revision(), "it is said up to where all was told");
            assertTrue(told < puts, "what was told fits into a queue: " + told + " of " + puts);
            slow.send(2, new Request.Watch(new Keys.One("k" + (puts - 1) % 10), told));
            assertEquals(new Response.Watching(told), slow.take(2), "it may go on from there");
            Response next = slow.take(2);
            assertTrue(
                    next instanceof Response.Changed || next instanceof Response.Compacted,
                    "what it missed, or that it did: " + next);
        }
    }

    @Test
    void whatIsNoRequestIsRefusedAndHarmsNobody() throws IOException {
        try (TestCluster cluster = TestCluster.of(1, folder);
                RawClient client = new RawClient(cluster.address(ONE))) {
            Random random = new Random(1);
            for (int i = 0; i < 20_000; i++) {
                byte[] bytes = random.nextBoolean()
                        ? Wire.write(0, new Request.Get("key", Freshness.STALE))
                        : Wire.write(0, Request.Submit.of(new Entry.Request(5, 7, new Operation.Put("k", "v"))));
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                client.sendBytes(random.nextInt(3) == 0 ? randomBytes(random) : bytes);
            }
            client.send(99_999_999, new Request.Get("after", Freshness.LINEARIZABLE));
            assertEquals(Optional.empty(), ((Response.Value) client.take(99_999_999)).value());
        }
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void commandsThatAreNoneOfAClientsAreRefused() throws IOException {
        try (TestCluster cluster = TestCluster.of(1, folder);
                RawClient client = new RawClient(cluster.address(ONE))) {
            for (String command :
                    new String[] {"restore 0 0 0", "5.7 put", "register", "put x 1", "5.7 put k " + "v".repeat(140_000)
                    }) {
                client.send(1, new Request.Submit(new dev.quorate.core.Command(command)));
                Response.Refused refused = (Response.Refused) client.take(1);
                assertEquals(Cause.INVALID, refused.cause(), refused.why());
                assertTrue(refused.why().length() < 200, "a refusal is short: " + refused.why());
            }
            client.send(2, new Request.Range(new Keys.Prefix(""), 0, Freshness.STALE));
            assertEquals(Cause.INVALID, ((Response.Refused) client.take(2)).cause());
            client.send(3, new Request.Transfer(new NodeId("9")));
            assertEquals("there is no server 9; the cluster's are 1", ((Response.Refused) client.take(3)).why());
            client.send(4, Request.Submit.of(new Entry.Register("c")));
            assertEquals(new Response.Applied(new Answer.Registered(1)), client.take(4), "nothing else was in the log");
        }
    }

    @Test
    void aServerOfAnotherClusterFolderOrPortDoesNotStart() throws IOException {
        try (TestCluster cluster = TestCluster.of(1, folder)) {
            ServerConfig config = cluster.config(ONE);
            says("is in use", config);
            ServerConfig samePort = ServerConfig.of(
                    ONE,
                    config.members(),
                    folder.resolve("x"),
                    "raft",
                    cluster.server(ONE).address());
            says("cannot listen on", samePort);
            // Nothing was left open: the same folder again, elsewhere.
            Server.start(ServerConfig.of(ONE, config.members(), folder.resolve("x"), "raft", config.bind()))
                    .close();
            NodeId two = new NodeId("2");
            says(
                    "belongs to node 1",
                    ServerConfig.of(
                            two,
                            Map.of(
                                    ONE,
                                    config.members().get(ONE),
                                    two,
                                    config.members().get(ONE)),
                            folder.resolve("x"),
                            "raft",
                            config.bind()));
        }
    }

    private static void says(String what, ServerConfig config) {
        String message =
                assertThrows(ServerException.class, () -> Server.start(config)).getMessage();
        assertTrue(message.contains(what), message);
    }

    @Test
    void statusAndMetricsAreReadOverHttp() throws Exception {
        try (TestCluster cluster = TestCluster.of(1, folder)) {
            ServerConfig config = cluster.config(ONE);
            cluster.stop(ONE);
            try (Server server = Server.start(config.withHttp(0))) {
                TestCluster.await("it leads", () -> server.status().leads());
                int port = server.httpAddress().orElseThrow().getPort();
                String status = page(port, "/status");
                assertTrue(status.contains("\"node\":\"1\"") && status.contains("\"role\":\"leader\""), status);
                String metrics = page(port, "/metrics");
                for (String name : new String[] {
                    "quorate_fsyncs_total",
                    "quorate_applied_index",
                    "quorate_batch_records_count",
                    "quorate_mailbox_size",
                    "quorate_network_dropped_full_total",
                    "jvm_memory_used_bytes"
                }) {
                    assertTrue(metrics.contains("\n" + name), name + " is missing in\n" + metrics);
                }
            }
            cluster.start(ONE);
        }
    }

    private static String page(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), path);
        return response.body();
    }
}
