package dev.quorate.runtime.net;

import static dev.quorate.runtime.net.Nodes.N1;
import static dev.quorate.runtime.net.Nodes.anyPort;
import static dev.quorate.runtime.net.Nodes.bytes;
import static dev.quorate.runtime.net.Nodes.config;
import static dev.quorate.runtime.net.Nodes.nowhere;
import static dev.quorate.runtime.net.Nodes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client and a node: requests and answers, and what one does to the other that does not read. */
class ClientTest {
    private final Inbox inbox = new Inbox();
    private Connector connector;

    @BeforeEach
    void open() throws IOException {
        connector = Connector.open("test", Optional.empty(), Nodes.QUICK);
    }

    @AfterEach
    void close() {
        connector.close();
    }

    @Test
    void requestsAndAnswersKeepTheirOrder() {
        try (Transport node = node(new Recorder(), Nodes.QUICK)) {
            Connection connection = connector.connect(node.address(), inbox).join();
            List<String> sent =
                    IntStream.range(0, 5_000).mapToObj(i -> "request " + i).toList();
            sent.forEach(request -> assertTrue(connection.send(bytes(request))));
            inbox.await(5_000);
            assertEquals(sent, inbox.received);
            connection.close();
            inbox.awaitClosed("closed by this side");
            assertFalse(connection.send(bytes("late")));
            Await.until("the node has seen it go", () -> node.statistics().clients() == 0);
        }
    }

    @Test
    void anIdleConnectionLives() {
        try (Transport node = node(new Recorder(), Nodes.QUICK)) {
            Connection connection = connector.connect(node.address(), inbox).join();
            Await.sleep(700);
            connection.send(bytes("still there?"));
            inbox.await(1);
            assertEquals(0, inbox.closed.get());
        }
    }

    @Test
    void aNodeThatEndsTellsItsClients() {
        try (Transport node = node(new Recorder(), Nodes.QUICK)) {
            connector.connect(node.address(), inbox).join();
        }
        inbox.awaitClosed("closed by the other side");
        assertEquals(1, inbox.closed.get());
    }

    @Test
    void aNodeThatFallsSilentIsGivenUp() throws IOException {
        try (Relay relay = new Relay();
                Transport node = node(new Recorder(), Nodes.QUICK)) {
            relay.to(node.address());
            connector.connect(relay.address(), inbox).join();
            relay.freeze(true);
            inbox.awaitClosed("nothing came for 400 ms, not even a sign of life");
            Await.until(
                    "the node has given up the client, too",
                    () -> node.statistics().clients() == 0);
        }
    }

    @Test
    void aConnectionThatCannotBeMadeFailsWithTheReason() {
        InetSocketAddress nobody = nowhere();
        assertEquals(
                "cannot connect to " + Printable.address(nobody) + ": nobody listens there",
                failure(nobody, connector).getMessage());
        try (Transport node = node(new Recorder(), Nodes.QUICK);
                Connector stranger = Connector.open("prod", Optional.empty(), Nodes.QUICK)) {
            RefusedException refused = assertInstanceOf(RefusedException.class, failure(node.address(), stranger));
            assertEquals(Refusal.Reason.CLUSTER, refused.refusal().reason());
            assertEquals("this is cluster 'test', the dialler's is 'prod'", refused.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aClientThatNeverReadsIsCutOffWhenItsQueueIsFull() throws IOException {
        Recorder recorder = new Recorder();
        Limits limits = Nodes.QUICK.withQueues(1 << 20, 1 << 20);
        try (Logs logs = new Logs();
                Transport node = node(recorder, limits);
                Raw client = new Raw(node.address())) {
            client.send(new Hello(Hello.Kind.CLIENT, "test", "", "", "", 7, 1 << 20).frame());
            client.welcome();
            // Its own signs of life do not save it.
            Connection connection = recorder.clients.get(0);
            int sent = 0;
            while (connection.send(new byte[10_000])) {
                assertTrue(connection.queuedBytes() <= 1 << 20, "the queue has outgrown its limit");
                assertTrue(++sent < 10_000, "100 MB have gone to a client that does not read");
            }
            Await.until("the client is cut off", () -> node.statistics().clients() == 0);
            assertEquals(1, node.statistics().cutClients());
            logs.awaitLine("it does not read");
            connector.connect(node.address(), inbox).join().send(bytes("good"));
            inbox.await(1);
        }
    }

    @Test
    void aServiceThatFailsCostsItsClientAndNotTheNode() {
        AtomicInteger clients = new AtomicInteger();
        Recorder recorder = new Recorder(connection -> {
            if (clients.getAndIncrement() == 0) {
                throw new IllegalStateException("no service today");
            }
            return new Inbox() {
                @Override
                public void received(byte[] payload) {
                    if (payload.length > 1) {
                        throw new IllegalStateException("planted");
                    }
                    connection.send(payload);
                }
            };
        });
        try (Logs logs = new Logs();
                Transport node = node(recorder, Nodes.QUICK)) {
            assertTrue(failure(node.address(), connector).getMessage().contains("closed the connection"));
            connector.connect(node.address(), inbox).join().send(bytes("fails"));
            inbox.awaitClosed("closed by the other side");
            logs.awaitLine("java.lang.IllegalStateException: planted");
            Inbox next = new Inbox();
            connector.connect(node.address(), next).join().send(bytes("x"));
            next.await(1);
            Await.until("the others are not counted", () -> node.statistics().clients() == 1);
        }
    }

    @Test
    void whoPausesGetsNothingUntilItResumes() {
        Inbox service = new Inbox();
        Recorder recorder = new Recorder(connection -> service);
        try (Transport node = node(recorder, Nodes.QUICK)) {
            Connection client = connector.connect(node.address(), inbox).join();
            client.send(bytes("first"));
            service.await(1);
            service.onEach(connection -> connection.pause(), recorder.clients.get(0));
            for (int i = 0; i < 100; i++) {
                client.send(bytes("later " + i));
            }
            service.await(2);
            // Longer than silence may last: a paused connection is not a dead one.
            Await.sleep(600);
            assertEquals(2, service.received.size(), "a paused connection delivered");
            assertEquals(0, service.closed.get(), "a paused connection was cut");
            service.onEach(connection -> {}, recorder.clients.get(0));
            recorder.clients.get(0).resume();
            service.await(101);
            assertEquals("later 99", service.received.get(100));
            assertEquals(1, node.statistics().clients());
        }
    }

    @Test
    void aNodeThatPausesHoldsItsClientBack() {
        Recorder recorder = new Recorder(connection -> {
            connection.pause();
            return inbox;
        });
        try (Transport node = node(recorder, Limits.DEFAULT)) {
            Connection client = connector.connect(node.address(), new Inbox()).join();
            int sent = 0;
            while (client.send(new byte[10_000])) {
                assertTrue(++sent < 10_000, "100 MB have been taken for a node that does not read");
            }
            assertTrue(client.queuedBytes() <= Nodes.QUICK.clientQueueBytes());
            recorder.clients.get(0).resume();
            inbox.await(sent);
        }
    }

    @Test
    void anAnswerThatIsTooLongIsRefusedAtTheSender() {
        Recorder recorder = new Recorder();
        try (Transport node = node(recorder, Limits.DEFAULT.withFrames(1 << 20, 1000))) {
            Connection client = connector.connect(node.address(), inbox).join();
            assertFalse(client.send(new byte[1001]), "longer than the node takes");
            assertTrue(client.send(bytes("x".repeat(1000))));
            inbox.await(1);
            assertFalse(recorder.clients.get(0).send(new byte[1001]), "longer than the node's limit");
            assertEquals(1, node.statistics().droppedTooLarge());
        }
    }

    private static Transport node(Recorder recorder, Limits limits) {
        return Nodes.open(with(config(N1, anyPort(), Map.of()), limits), recorder);
    }

    private Throwable failure(InetSocketAddress address, Connector from) {
        return assertThrows(
                        CompletionException.class,
                        () -> from.connect(address, inbox).join())
                .getCause();
    }

    private static class Inbox implements Connection.Receiver {
        final List<String> received = new CopyOnWriteArrayList<>();
        final AtomicInteger closed = new AtomicInteger();
        private volatile String reason = "";
        private volatile Runnable onEach = () -> {};

        @Override
        public void received(byte[] payload) {
            received.add(new String(payload, StandardCharsets.UTF_8));
            onEach.run();
        }

        @Override
        public void closed(String why) {
            reason = why;
            closed.incrementAndGet();
        }

        void onEach(java.util.function.Consumer<Connection> action, Connection connection) {
            onEach = () -> action.accept(connection);
        }

        void await(int payloads) {
            Await.until(
                    payloads + " payloads have come",
                    () -> received.size() >= payloads,
                    () -> received.size() + " have; closed: " + reason);
        }

        void awaitClosed(String expected) {
            Await.until("it is closed", () -> closed.get() > 0);
            assertEquals(expected, reason);
        }
    }
}
