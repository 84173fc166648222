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
import dev.quorate.runtime.certificates.Role;
import dev.quorate.runtime.certificates.TestAuthority;
import dev.quorate.runtime.certificates.TestAuthority.Validity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutual TLS: who is who, and what both sides log when somebody is not. */
class TlsTest {
    @TempDir
    private static Path ours;

    @TempDir
    private static Path theirs;

    private final Recorder one = new Recorder();
    private final Recorder two = new Recorder();

    @BeforeAll
    static void makeCertificates() throws IOException {
        TestAuthority authority = TestAuthority.in(ours, Validity.days(10));
        authority.issue("1", Role.NODE, Validity.days(10));
        authority.issue("2", Role.NODE, Validity.days(10));
        authority.issue("3", Role.NODE, Validity.days(-1));
        authority.issue("client", Role.CLIENT, Validity.days(10));
        authority.issue("old-client", Role.CLIENT, Validity.days(-1));
        TestAuthority foreign = TestAuthority.in(theirs, Validity.days(10));
        foreign.issue("1", Role.NODE, Validity.days(10));
        foreign.issue("client", Role.CLIENT, Validity.days(10));
        Path poser = Files.createDirectory(ours.resolve("poser"));
        Files.copy(ours.resolve("ca.pem"), poser.resolve("ca.pem"));
        Files.copy(ours.resolve("ca.key"), poser.resolve("ca.key"));
        // A client that is called like a node.
        TestAuthority.in(poser, Validity.days(10)).issue("1", Role.CLIENT, Validity.days(10));
    }

    @Test
    void peersAndClientsOfOneAuthorityTalk() throws IOException {
        try (Transport n2 = open(N2, nowhere(), tls(ours, "2"), two);
                Transport n1 = open(N1, n2.address(), tls(ours, "1"), one);
                Connector connector = connector(tls(ours, "client"))) {
            one.awaitEvent("connected 2", 1);
            n1.send(N2, bytes("secret"));
            n1.flush();
            assertEquals("1:secret", two.next());
            assertEquals("long " + "x".repeat(100_000), echo(connector, n2, "long " + "x".repeat(100_000)));
        }
    }

    @Test
    void aNodesCertificateDoesForAClientToo() throws IOException {
        try (Transport n2 = open(N2, nowhere(), tls(ours, "2"), two);
                Connector connector = connector(tls(ours, "1"))) {
            assertEquals("hello", echo(connector, n2, "hello"));
        }
    }

    @Test
    void aPeerWhoseCertificateHasExpiredIsRefusedByWhomItDials() throws IOException {
        try (Logs logs = new Logs();
                Transport n2 = open(N2, nowhere(), tls(ours, "2"), two);
                Transport n3 = open(N3, n2.address(), tls(ours, "3"), one)) {
            logs.awaitLine("3.pem: has expired on ");
            logs.awaitLine("a connection from 127.0.0.1:");
            logs.awaitLine("has failed: TLS: the other side's certificate has expired");
            logs.awaitLine("cannot connect to node 2 at " + Printable.address(n2.address())
                    + ": TLS: the other side does not take this side's certificate, which has expired on ");
            assertFalse(n3.isConnected(N2));
        }
    }

    @Test
    void aPeerWhoseCertificateHasExpiredIsRefusedByWhoDialsIt() throws IOException {
        try (Logs logs = new Logs();
                Transport n3 = Nodes.open(with(config(N3, anyPort(), Map.of(N1, nowhere())), tls(ours, "3")), two);
                Transport n1 = Nodes.open(with(config(N1, anyPort(), Map.of(N3, n3.address())), tls(ours, "1")), one)) {
            logs.awaitLine("cannot connect to node 3 at " + Printable.address(n3.address())
                    + ": TLS: the other side's certificate has expired");
            logs.awaitLine(
                    "has failed: TLS: the other side does not take this side's certificate, which has expired on ");
            assertFalse(n1.isConnected(N3));
        }
    }

    @Test
    void aPeerOfAnotherAuthorityIsRefused() throws IOException {
        try (Logs logs = new Logs();
                Transport n2 = open(N2, nowhere(), tls(ours, "2"), two);
                Transport n1 = open(N1, n2.address(), mixed(ours, theirs, "1"), one)) {
            logs.awaitLine("has failed: TLS: the other side's certificate is not one of this side's authority");
            logs.awaitLine("cannot connect to node 2 at " + Printable.address(n2.address())
                    + ": TLS: the other side does not take this side's certificate");
            assertFalse(n1.isConnected(N2));
        }
    }

    @Test
    void whoTrustsAnotherAuthorityDoesNotTalkToUs() throws IOException {
        try (Logs logs = new Logs();
                Transport n2 = open(N2, nowhere(), tls(ours, "2"), two);
                Transport n1 = open(N1, n2.address(), tls(theirs, "1"), one)) {
            logs.awaitLine("cannot connect to node 2 at " + Printable.address(n2.address())
                    + ": TLS: the other side's certificate is not one of this side's authority");
            logs.awaitLine("has failed: TLS: the other side does not take this side's certificate");
            assertFalse(n1.isConnected(N2));
        }
    }

    @Test
    void aPeerCannotPoseAsAnother() throws IOException {
        assertPoserIsRefused(tls(ours, "2"), "but shows a node's certificate for 2");
    }

    @Test
    void aClientThatIsCalledLikeANodeIsNone() throws IOException {
        assertPoserIsRefused(mixed(ours, ours.resolve("poser"), "1"), "but shows a client's certificate for 1");
        try (Transport n2 = open(N2, nowhere(), tls(ours, "2"), two);
                Connector connector = connector(mixed(ours, ours.resolve("poser"), "1"))) {
            assertEquals("but a client it is", echo(connector, n2, "but a client it is"));
        }
    }

    /** Whoever has such a certificate calls itself node 1; our own transport would not even start. */
    private void assertPoserIsRefused(Tls certificate, String shows) throws IOException {
        try (Transport n2 = open(N2, nowhere(), tls(ours, "2"), two);
                RawTls poser = new RawTls(n2.address(), certificate.load())) {
            Refusal refusal = poser.hello(Nodes.hello("1", "2", 7));
            assertEquals(Refusal.Reason.CERTIFICATE, refusal.reason());
            assertEquals("the dialler calls itself '1', " + shows, refusal.text());
        }
    }

    @Test
    void theDiallerDoesNotTalkToAnotherNodeThanItWants() throws IOException {
        try (Logs logs = new Logs();
                Transport n2 = open(N2, nowhere(), tls(ours, "2"), two);
                Transport n1 = Nodes.open(with(config(N1, anyPort(), Map.of(N3, n2.address())), tls(ours, "1")), one)) {
            logs.awaitLine("cannot connect to node 3 at " + Printable.address(n2.address())
                    + ": it should be '3', but shows a node's certificate for 2");
            assertFalse(n1.isConnected(N3));
        }
    }

    @Test
    void clientsAreRefusedAsPeersAre() throws IOException {
        try (Transport n2 = open(N2, nowhere(), tls(ours, "2"), two)) {
            assertClientFails(
                    n2,
                    Optional.of(tls(ours, "old-client")),
                    "does not take this side's certificate, which has expired on ");
            assertClientFails(n2, Optional.of(mixed(ours, theirs, "client")), "does not take this side's certificate");
            assertClientFails(n2, Optional.of(tls(theirs, "client")), "is not one of this side's authority");
            assertClientFails(n2, Optional.empty(), "perhaps it wants TLS");
            Await.until("each was counted", () -> n2.statistics().refused() == 4);
            assertEquals(0, n2.statistics().clients());
        }
        try (Transport plain = Nodes.open(config(N2, anyPort(), Map.of()), two)) {
            assertClientFails(plain, Optional.of(tls(ours, "client")), "the other side does not speak TLS");
        }
    }

    @Test
    void filesThatCannotBeUsedAreOneMessage() throws IOException {
        Path broken = Files.writeString(
                ours.resolve("broken"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        assertDoesNotOpen(new Tls(ours.resolve("none.pem"), pem("1"), key("1")), "none.pem: cannot be read: ");
        assertDoesNotOpen(new Tls(broken, pem("1"), key("1")), "broken: holds no certificate");
        assertDoesNotOpen(new Tls(pem("ca"), pem("1"), broken), "broken: holds no private key that can be read");
        assertDoesNotOpen(new Tls(pem("ca"), pem("1"), pem("1")), "1.pem: holds no private key that can be read");
        assertDoesNotOpen(new Tls(pem("ca"), pem("1"), key("2")), "2.key: not the key of the certificate ");
        assertDoesNotOpen(tls(ours, "2"), "2.pem: should be that of node 1, but is a node's certificate for 2");
        assertDoesNotOpen(tls(ours, "client"), "should be that of node 1, but is a client's certificate for client");
    }

    private void assertDoesNotOpen(Tls tls, String message) {
        IOException failure = assertThrows(
                IOException.class,
                () -> Transport.open(with(config(N1, anyPort(), Map.of()), tls), one)
                        .close());
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
    }

    private static void assertClientFails(Transport node, Optional<Tls> tls, String message) throws IOException {
        try (Connector connector = Connector.open("test", tls, Nodes.QUICK)) {
            CompletionException failure = assertThrows(
                    CompletionException.class,
                    () -> connector.connect(node.address(), new Answers()).join());
            assertTrue(
                    failure.getCause().getMessage().contains(message),
                    failure.getCause().getMessage());
        }
    }

    private static String echo(Connector connector, Transport node, String text) {
        Answers answers = new Answers();
        assertTrue(connector.connect(node.address(), answers).join().send(bytes(text)));
        return answers.next();
    }

    private static Transport open(NodeId self, InetSocketAddress other, Tls tls, Recorder recorder) {
        NodeId peer = self.equals(N2) ? N1 : N2;
        return Nodes.open(
                with(
                        with(
                                config(
                                        self,
                                        anyPort(),
                                        self.equals(N2) ? Map.of(N1, other, N3, nowhere()) : Map.of(peer, other)),
                                tls),
                        Nodes.QUICK),
                recorder);
    }

    private static Connector connector(Tls tls) throws IOException {
        return Connector.open("test", Optional.of(tls), Nodes.QUICK);
    }

    private static Tls tls(Path folder, String name) {
        return mixed(folder, folder, name);
    }

    /** Trusts one authority, and shows a certificate of another. */
    private static Tls mixed(Path authority, Path own, String name) {
        return new Tls(
                TestAuthority.certificate(authority, "ca"),
                TestAuthority.certificate(own, name),
                TestAuthority.key(own, name));
    }

    private static Path pem(String name) {
        return TestAuthority.certificate(ours, name);
    }

    private static Path key(String name) {
        return TestAuthority.key(ours, name);
    }

    private static final class Answers implements Connection.Receiver {
        private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

        @Override
        public void received(byte[] payload) {
            answers.add(new String(payload, java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public void closed(String reason) {
            answers.add("closed: " + reason);
        }

        String next() {
            try {
                return String.valueOf(answers.poll(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
