package dev.quorate.runtime.net;

import static dev.quorate.runtime.net.Nodes.N1;
import static dev.quorate.runtime.net.Nodes.N2;
import static dev.quorate.runtime.net.Nodes.N3;
import static dev.quorate.runtime.net.Nodes.anyPort;
import static dev.quorate.runtime.net.Nodes.config;
import static dev.quorate.runtime.net.Nodes.hello;
import static dev.quorate.runtime.net.Nodes.nowhere;
import static dev.quorate.runtime.net.Nodes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is let in, and what the others are told. Each test dials node 2, which knows node 1 and node 3. */
class HandshakeTest {
    private final Recorder two = new Recorder();
    private Transport node;

    @BeforeEach
    void open() {
        node = Nodes.open(config(N2, anyPort(), Map.of(N1, nowhere(), N3, nowhere())), two);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aPeerIsToldWhoTookIt() throws IOException {
        try (Raw peer = new Raw(node.address())) {
            assertEquals(N2, peer.send(hello("1", "2", 7).frame()).welcome().node());
        }
    }

    @Test
    void anotherProgramIsRefused() throws IOException {
        byte[] other = hello("1", "2", 7).frame().payload();
        other[0]++;
        assertRefused(new Frame(FrameType.HELLO, other), Refusal.Reason.NOT_QUORATE, "is not quorate");
        assertRefused(new Frame(FrameType.HELLO, new byte[3]), Refusal.Reason.NOT_QUORATE, "is not quorate");
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        byte[] later = hello("1", "2", 7).frame().payload();
        later[5]++;
        assertRefused(
                new Frame(FrameType.HELLO, later),
                Refusal.Reason.VERSION,
                "the dialler's frames are of version 2, this node's of version 1");
    }

    @Test
    void anotherClusterIsRefused() throws IOException {
        assertRefused(
                new Hello(Hello.Kind.PEER, "prod", "raft", "1", "2", 7, 1000),
                Refusal.Reason.CLUSTER,
                "this is cluster 'test', the dialler's is 'prod'");
        assertRefused(new Hello(Hello.Kind.CLIENT, "prod", "", "", "", 7, 1000), Refusal.Reason.CLUSTER, "'prod'");
    }

    @Test
    void anotherProtocolIsRefused() throws IOException {
        assertRefused(
                new Hello(Hello.Kind.PEER, "test", "zab", "1", "2", 7, 1000),
                Refusal.Reason.PROTOCOL,
                "this node runs 'raft', the dialler 'zab'");
        assertRefused(
                new Hello(Hello.Kind.PEER, "test", "", "1", "2", 7, 1000), Refusal.Reason.PROTOCOL, "the dialler ''");
    }

    @Test
    void whoWantsAnotherNodeIsRefused() throws IOException {
        assertRefused(hello("1", "3", 7), Refusal.Reason.WRONG_NODE, "this is node '2', the dialler wants '3'");
        assertRefused(hello("1", "", 7), Refusal.Reason.WRONG_NODE, "the dialler wants ''");
    }

    @Test
    void whoClaimsToBeThisNodeIsRefused() throws IOException {
        assertRefused(hello("2", "2", 7), Refusal.Reason.OWN_ID, "the dialler calls itself '2', which is this node");
    }

    @Test
    void whoIsNobodyIsRefused() throws IOException {
        assertRefused(hello("4", "2", 7), Refusal.Reason.UNKNOWN_PEER, "calls itself '4'; this node knows [1, 3]");
        assertRefused(hello("", "2", 7), Refusal.Reason.UNKNOWN_PEER, "calls itself ''");
    }

    @Test
    void bytesThatAreNoHelloAreRefused() throws IOException {
        assertRefused(new Frame(FrameType.DATA, new byte[10]), Refusal.Reason.MALFORMED, "no hello, but DATA");
        byte[] whole = hello("1", "2", 7).frame().payload();
        for (int length = 7; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertRefused(new Frame(FrameType.HELLO, cut), Refusal.Reason.MALFORMED, "");
        }
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertRefused(new Frame(FrameType.HELLO, longer), Refusal.Reason.MALFORMED, "too long");
        byte[] kind = whole.clone();
        kind[6] = 9;
        assertRefused(new Frame(FrameType.HELLO, kind), Refusal.Reason.MALFORMED, "kind 9");
        assertRefused(new byte[] {0, 0, 0, 1, 77}, Refusal.Reason.MALFORMED, "no frame of type 77");
        assertRefused(new byte[] {0, 0, 0, 0, 0}, Refusal.Reason.TOO_LARGE, "a frame of 0 bytes");
        assertRefused(new byte[] {-1, -1, -1, -1, 4}, Refusal.Reason.TOO_LARGE, "a frame of 4294967295 bytes");
    }

    @Test
    void beforeTheHandshakeAFrameIsShort() throws IOException {
        assertRefused(new byte[] {0, 0, 4, 2, 1}, Refusal.Reason.TOO_LARGE, "1026 bytes, where 1 to 1025");
        assertRefused(
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Refusal.Reason.TOO_LARGE, "a frame of");
    }

    @Test
    void tlsWhereThereIsNoneIsCalledSo() throws IOException {
        assertRefused(new byte[] {0x16, 3, 1, 2, 0, 1}, Refusal.Reason.TOO_LARGE, "looks like TLS");
    }

    @Test
    void whoSaysNothingIsRefusedInTime() throws IOException {
        Limits impatient =
                Limits.DEFAULT.withTimes(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5));
        try (Transport quick = Nodes.open(with(config(N2, anyPort(), Map.of()), impatient), two);
                Raw silent = new Raw(quick.address())) {
            silent.send(new byte[] {0, 0});
            assertEquals(Refusal.Reason.TOO_SLOW, silent.refusal().reason());
            silent.awaitEnd();
        }
    }

    @Test
    void thereAreOnlySoManyInTheHandshakeAndSoManyClients() throws IOException {
        Limits few = Limits.DEFAULT.withConnections(2, 5);
        Hello client = new Hello(Hello.Kind.CLIENT, "test", "", "", "", 7, 1000);
        List<Raw> open = new ArrayList<>();
        try (Transport small = Nodes.open(with(config(N2, anyPort(), Map.of()), few), two)) {
            for (int i = 0; i < 2; i++) {
                open.add(new Raw(small.address()));
                open.get(i).send(client.frame()).welcome();
            }
            open.add(new Raw(small.address()));
            assertEquals(
                    Refusal.Reason.TOO_MANY,
                    open.get(2).send(client.frame()).refusal().reason());
            open.remove(0).close();
            Await.until(
                    "the client that left is not counted",
                    () -> small.statistics().clients() == 1);
            open.add(new Raw(small.address()));
            open.get(2).send(client.frame()).welcome();
            Await.until("nobody is in the handshake", () -> small.statistics().handshakes() == 0);
            for (int i = 0; i < 5; i++) {
                open.add(new Raw(small.address()));
            }
            Await.until("five are in the handshake", () -> small.statistics().handshakes() == 5);
            try (Raw sixth = new Raw(small.address())) {
                sixth.awaitEnd();
            }
            assertEquals(5, small.statistics().handshakes());
        } finally {
            for (Raw raw : open) {
                raw.close();
            }
        }
    }

    @Test
    void theDiallerLogsAReasonOnceAndTriesOn() {
        try (Logs logs = new Logs()) {
            Transport.Config stranger = new Transport.Config(
                    "prod", "raft", N1, anyPort(), Map.of(N2, node.address()), Optional.empty(), Limits.DEFAULT);
            try (Transport one = Nodes.open(stranger, new Recorder())) {
                Await.until("four attempts", () -> node.statistics().refused() >= 4);
                assertEquals(
                        1,
                        logs.lines("cannot connect to node 2 at " + Printable.address(node.address())
                                + ": this is cluster 'test', the dialler's is 'prod'; trying on"),
                        logs::text);
                assertEquals(0, one.statistics().sent());
            }
            assertTrue(logs.lines("refused a connection from 127.0.0.1:") >= 4, logs::text);
        }
    }

    @Test
    void theDiallerDoesNotTakeAnotherNodeForTheOneItWants() throws IOException {
        try (java.net.ServerSocket other = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress());
                Logs logs = new Logs();
                Transport one = Nodes.open(
                        config(N1, anyPort(), Map.of(N2, (InetSocketAddress) other.getLocalSocketAddress())),
                        new Recorder());
                Raw answer = new Raw(other.accept())) {
            answer.read();
            answer.send(new Welcome(N3, 1000).frame());
            logs.awaitLine("it calls itself '3'");
            answer.awaitEnd();
            assertEquals(0, one.statistics().sent());
        }
    }

    private void assertRefused(Hello hello, Refusal.Reason reason, String text) throws IOException {
        assertRefused(hello.frame(), reason, text);
    }

    private void assertRefused(Frame frame, Refusal.Reason reason, String text) throws IOException {
        try (Raw dialler = new Raw(node.address())) {
            dialler.send(frame);
            assertRefused(dialler, reason, text);
        }
    }

    private void assertRefused(byte[] bytes, Refusal.Reason reason, String text) throws IOException {
        try (Raw dialler = new Raw(node.address())) {
            dialler.send(bytes);
            assertRefused(dialler, reason, text);
        }
    }

    private static void assertRefused(Raw dialler, Refusal.Reason reason, String text) throws IOException {
        Refusal refusal = dialler.refusal();
        assertEquals(reason, refusal.reason(), refusal.text());
        assertTrue(refusal.text().contains(text), () -> "expected \"" + text + "\" in: " + refusal.text());
    }
}
