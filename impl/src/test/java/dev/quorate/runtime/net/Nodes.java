package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Transports for tests: nodes 1, 2, 3 of the cluster {@code test}, which run {@code raft}. */
final class Nodes {
    static final NodeId N1 = new NodeId("1");
    static final NodeId N2 = new NodeId("2");
    static final NodeId N3 = new NodeId("3");

    /** Short times, so that tests are quick. */
    static final Limits QUICK =
            Limits.DEFAULT.withTimes(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMillis(400));

    private Nodes() {}

    static Transport.Config config(NodeId self, InetSocketAddress bind, Map<NodeId, InetSocketAddress> peers) {
        return new Transport.Config("test", "raft", self, bind, peers, Optional.empty(), Limits.DEFAULT);
    }

    static Transport.Config with(Transport.Config config, Limits limits) {
        return new Transport.Config(
                config.cluster(),
                config.protocol(),
                config.self(),
                config.bind(),
                config.peers(),
                config.tls(),
                limits);
    }

    static Transport.Config with(Transport.Config config, Tls tls) {
        return new Transport.Config(
                config.cluster(),
                config.protocol(),
                config.self(),
                config.bind(),
                config.peers(),
                Optional.of(tls),
                config.limits());
    }

    static Transport open(Transport.Config config, Transport.Handler handler) {
        try {
            return Transport.open(config, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InetSocketAddress anyPort() {
        return Transport.Config.local(0);
    }

    /** An address where nobody listens. */
    static InetSocketAddress nowhere() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Hello hello(String from, String to, long instance) {
        return new Hello(Hello.Kind.PEER, "test", "raft", from, to, instance, 1 << 20);
    }
}
