package dev.quorate.runtime.net;

import static dev.quorate.runtime.net.Nodes.N1;
import static dev.quorate.runtime.net.Nodes.N2;
import static dev.quorate.runtime.net.Nodes.N3;
import static dev.quorate.runtime.net.Nodes.anyPort;
import static dev.quorate.runtime.net.Nodes.bytes;
import static dev.quorate.runtime.net.Nodes.config;
import static dev.quorate.runtime.net.Nodes.nowhere;
import static dev.quorate.runtime.net.Nodes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What comes through between peers, what is lost, and that both are known. */
class TransportTest {
    private final Recorder one = new Recorder();
    private final Recorder two = new Recorder();

    @Test
    void whatIsSentArrivesInOrder() {
        try (Transport n2 = Nodes.open(config(N2, anyPort(), Map.of(N1, nowhere())), two);
                Transport n1 = Nodes.open(config(N1, anyPort(), Map.of(N2, n2.address())), one)) {
            one.awaitEvent("connected 2", 1);
            for (int i = 0; i < 20_000; i++) {
                assertTrue(n1.send(N2, bytes("message " + i)));
                if (i % 100 == 99) {
                    n1.flush();
                }
            }
            for (int i = 0; i < 20_000; i++) {
                assertEquals("1:message " + i, two.next());
            }
            assertEquals(20_000, n1.statistics().sent());
            assertEquals(20_000, n2.statistics().received());
        }
    }

    @Test
    void emptyAndLongPayloadsArriveWhole() {
        AtomicLong checked = new AtomicLong();
        Transport.Handler sums = new Sums(checked);
        byte[] longOne = new byte[20 << 20];
        for (int i = 0; i < longOne.length; i++) {
            longOne[i] = (byte) ((i * 31) >>> 7);
        }
        try (Transport n2 = Nodes.open(config(N2, anyPort(), Map.of(N1, nowhere())), sums);
                Transport n1 = Nodes.open(config(N1, anyPort(), Map.of(N2, n2.address())), one)) {
            one.awaitEvent("connected 2", 1);
            assertTrue(n1.send(N2, new byte[0]));
            assertTrue(n1.send(N2, longOne));
            assertTrue(n1.send(N2, new byte[0]));
            n1.flush();
            Await.until("three payloads come", () -> n2.statistics().received() == 3);
            Await.until("they are what was sent", () -> checked.get() == Sums.sum(longOne));
        }
    }

    @Test
    void aPeerThatRestartsIsReachedAgain() {
        InetSocketAddress address = nowhere();
        try (Transport n1 = Nodes.open(config(N1, anyPort(), Map.of(N2, address)), one)) {
            for (int run = 1; run <= 3; run++) {
                assertFalse(n1.send(N2, bytes("lost")), "a peer that is away takes nothing");
                assertEquals(run, n1.statistics().droppedAway());
                Recorder recorder = new Recorder();
                try (Transport n2 = Nodes.open(config(N2, address, Map.of(N1, nowhere())), recorder)) {
                    one.awaitEvent("connected 2", run);
                    assertTrue(n1.isConnected(N2));
                    assertTrue(n1.send(N2, bytes("run " + run)));
                    n1.flush();
                    assertEquals("1:run " + run, recorder.next());
                    assertEquals("opened 1", recorder.events.get(0));
                    assertEquals(address, n2.address());
                }
                one.awaitEvent("disconnected 2", run);
                assertFalse(n1.isConnected(N2));
            }
        }
    }

    @Test
    void aPeerThatNeverReadsCostsItsQueueAndNoMore() throws IOException {
        Limits limits = Limits.DEFAULT.withQueues(1 << 20, 1 << 20);
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Transport n1 = Nodes.open(
                        with(
                                config(N1, anyPort(), Map.of(N2, (InetSocketAddress) deaf.getLocalSocketAddress())),
                                limits),
                        one);
                Raw peer = new Raw(deaf.accept())) {
            assertEquals(FrameType.HELLO, peer.read().type());
            peer.send(new Welcome(N2, 1 << 20).frame());
            one.awaitEvent("connected 2", 1);
            byte[] payload = new byte[1000];
            long start = System.nanoTime();
            for (int i = 1; i <= 60_000; i++) {
                n1.send(N2, payload);
                n1.flush();
                assertTrue(n1.queuedBytes(N2) <= 1 << 20, "the queue has outgrown its limit");
                if (i % 500 == 0) {
                    // So that what is dropped is not dropped for want of time.
                    Await.sleep(2);
                }
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis < 10_000, "sending has waited for the peer: " + millis + " ms");
            Statistics now = n1.statistics();
            assertEquals(60_000, now.sent() + now.droppedFull());
            // The queue, what Netty holds, and the buffers of two sockets, which the system makes as large as it likes.
            assertTrue(now.sentBytes() < 30_000_000, "60 MB were sent to a peer that does not read: " + now);
        }
    }

    @Test
    void aMessageThatIsTooLongIsRefusedAtTheSender() {
        Limits small = Limits.DEFAULT.withFrames(1000, 1000);
        try (Transport n2 = Nodes.open(with(config(N2, anyPort(), Map.of(N1, nowhere())), small), two);
                Logs logs = new Logs();
                Transport n1 = Nodes.open(config(N1, anyPort(), Map.of(N2, n2.address())), one)) {
            one.awaitEvent("connected 2", 1);
            assertFalse(n1.send(N2, new byte[1001]), "longer than node 2 takes");
            assertEquals(1, n1.statistics().droppedTooLarge());
            assertEquals(1, logs.lines("dropped a message of 1001 bytes to node 2"));
            assertTrue(n1.send(N2, bytes("x".repeat(1000))));
            n1.flush();
            assertEquals("1:" + "x".repeat(1000), two.next());
        }
    }

    @Test
    void aFrameThatIsTooLongEndsTheConnection() throws IOException {
        Limits small = Limits.DEFAULT.withFrames(1000, 1000);
        try (Transport n2 = Nodes.open(with(config(N2, anyPort(), Map.of(N1, nowhere())), small), two)) {
            try (Raw peer = new Raw(n2.address())) {
                assertEquals(
                        N2,
                        peer.send(Nodes.hello("1", "2", 7).frame()).welcome().node());
                peer.data("fits").send(new byte[] {0, 0, 4, 0, 4});
                assertEquals(Refusal.Reason.TOO_LARGE, peer.refusal().reason());
                peer.awaitEnd();
            }
            assertEquals("1:fits", two.next());
            two.awaitEvent("closed 1", 1);
        }
    }

    @Test
    void aLineThatLeadsNowhereIsNoticedOnBothSides() throws IOException {
        try (Relay relay = new Relay();
                Transport n2 = Nodes.open(with(config(N2, anyPort(), Map.of(N1, nowhere())), Nodes.QUICK), two)) {
            relay.to(n2.address());
            try (Transport n1 =
                    Nodes.open(with(config(N1, anyPort(), Map.of(N2, relay.address())), Nodes.QUICK), one)) {
                one.awaitEvent("connected 2", 1);
                // Longer than silence may last: the signs of life go to and fro.
                Await.sleep(600);
                assertTrue(n1.isConnected(N2), "an idle line was cut");
                assertFalse(two.events.contains("closed 1"), "an idle line was cut");
                relay.freeze(true);
                one.awaitEvent("disconnected 2", 1);
                two.awaitEvent("closed 1", 1);
                relay.freeze(false);
                one.awaitEvent("connected 2", 2);
                n1.send(N2, bytes("hello again"));
                n1.flush();
                assertEquals("1:hello again", two.next());
            }
        }
    }

    @Test
    void aNewerConnectionOfTheSameProcessTakesThePlaceOfTheOlder() throws IOException {
        try (Transport n2 = Nodes.open(config(N2, anyPort(), Map.of(N1, nowhere())), two);
                Raw older = new Raw(n2.address())) {
            older.send(Nodes.hello("1", "2", 7).frame()).welcome();
            older.data("a");
            assertEquals("1:a", two.next());
            try (Raw newer = new Raw(n2.address())) {
                newer.send(Nodes.hello("1", "2", 7).frame()).welcome();
                newer.data("b");
                assertEquals("1:b", two.next());
                older.awaitEnd();
                newer.data("c");
                assertEquals("1:c", two.next());
                assertEquals("[opened 1, closed 1, opened 1]", two.events.toString());
            }
        }
    }

    @Test
    void anotherProcessOfTheSameNameIsRefusedWhileTheFirstLives() throws IOException {
        try (Transport n2 = Nodes.open(config(N2, anyPort(), Map.of(N1, nowhere())), two)) {
            try (Raw first = new Raw(n2.address());
                    Raw second = new Raw(n2.address())) {
                first.send(Nodes.hello("1", "2", 7).frame()).welcome();
                Refusal refusal = second.send(Nodes.hello("1", "2", 8).frame()).refusal();
                assertEquals(Refusal.Reason.DUPLICATE, refusal.reason());
                first.data("still here");
                assertEquals("1:still here", two.next());
            }
            two.awaitEvent("closed 1", 1);
            try (Raw second = new Raw(n2.address())) {
                second.send(Nodes.hello("1", "2", 8).frame()).welcome();
            }
        }
    }

    @Test
    void anotherProcessOfTheSameNameIsTakenWhenTheFirstIsSilent() throws IOException {
        try (Transport n2 = Nodes.open(with(config(N2, anyPort(), Map.of(N1, nowhere())), Nodes.QUICK), two);
                Raw first = new Raw(n2.address());
                Raw second = new Raw(n2.address())) {
            first.send(Nodes.hello("1", "2", 7).frame()).welcome();
            Await.sleep(250);
            second.send(Nodes.hello("1", "2", 8).frame()).welcome();
            first.awaitEnd();
        }
    }

    @Test
    void aPeerThatIsNotThereIsAskedLessAndLess() throws IOException {
        try (ServerSocket hangsUp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Transport n1 = Nodes.open(
                        config(N1, anyPort(), Map.of(N2, (InetSocketAddress) hangsUp.getLocalSocketAddress())), one)) {
            int attempts = 0;
            hangsUp.setSoTimeout(1);
            long start = System.nanoTime();
            while (System.nanoTime() - start < 1_200_000_000L) {
                try {
                    hangsUp.accept().close();
                    attempts++;
                } catch (SocketTimeoutException e) {
                    Await.sleep(1);
                }
            }
            // Without jitter at 0, 50, 150, 350, 750 ms; with it, in as little as half the time.
            assertTrue(attempts >= 3 && attempts <= 8, attempts + " attempts in 1.2 s");
            assertFalse(n1.isConnected(N2));
        }
    }

    @Test
    void anOpenDoorIsPointedOut() {
        InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
        try (Logs logs = new Logs();
                Transport local = Nodes.open(config(N1, anyPort(), Map.of()), one);
                Transport open = Nodes.open(config(N2, everywhere, Map.of()), two)) {
            assertEquals(1, logs.lines("without TLS: whoever reaches this port can read, write"), logs::text);
            assertEquals(0, local.statistics().refused() + open.statistics().refused());
        }
    }

    @Test
    void aHandlerThatFailsCostsAConnectionAndNotTheNode() {
        Recorder failing = new Recorder() {
            @Override
            public void received(NodeId from, byte[] payload) {
                super.received(from, payload);
                if (payload.length == 0) {
                    throw new IllegalStateException("planted");
                }
            }
        };
        try (Logs logs = new Logs();
                Transport n2 = Nodes.open(config(N2, anyPort(), Map.of(N1, nowhere())), failing);
                Transport n1 = Nodes.open(config(N1, anyPort(), Map.of(N2, n2.address())), one)) {
            one.awaitEvent("connected 2", 1);
            n1.send(N2, new byte[0]);
            n1.flush();
            assertEquals("1:", failing.next());
            one.awaitEvent("connected 2", 2);
            logs.awaitLine("java.lang.IllegalStateException: planted");
            n1.send(N2, bytes("on we go"));
            n1.flush();
            assertEquals("1:on we go", failing.next());
        }
    }

    @Test
    void badSettingsAreOneMessage() {
        try (Transport n2 = Nodes.open(config(N2, anyPort(), Map.of()), two)) {
            IOException taken = assertThrows(
                    IOException.class,
                    () -> Transport.open(config(N1, n2.address(), Map.of()), one)
                            .close());
            assertTrue(taken.getMessage().startsWith("cannot listen on "), taken.getMessage());
            assertThrows(IllegalArgumentException.class, () -> n2.send(N3, bytes("x")));
        }
        assertThrows(IllegalArgumentException.class, () -> config(new NodeId("x".repeat(201)), anyPort(), Map.of()));
    }

    /** Adds up what comes, byte by byte, so that no byte can be another. */
    private record Sums(AtomicLong total) implements Transport.Handler {
        static long sum(byte[] payload) {
            long sum = 0;
            for (byte b : payload) {
                sum = sum * 31 + b;
            }
            return sum;
        }

        @Override
        public void received(NodeId from, byte[] payload) {
            total.addAndGet(sum(payload));
        }

        @Override
        public void connected(NodeId peer) {}

        @Override
        public void disconnected(NodeId peer) {}

        @Override
        public Connection.Receiver client(Connection connection) {
            throw new IllegalStateException("no client is expected");
        }
    }
}
