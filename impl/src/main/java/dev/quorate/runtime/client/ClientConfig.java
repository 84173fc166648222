package dev.quorate.runtime.client;

import dev.quorate.runtime.net.Tls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client is told.
 *
 * @param servers where to look for servers: one is enough, if it is up, since servers say who leads
 * @param cluster the cluster's name
 * @param tls the files of TLS, if the servers have it
 * @param timeout after which time an operation is given up
 * @param sessions how many sessions there are at most: so many changes are on their way at once, the others wait
 * @param waiting how many operations wait at most; more are refused at once
 */
public record ClientConfig(
        List<InetSocketAddress> servers,
        String cluster,
        Optional<Tls> tls,
        Duration timeout,
        int sessions,
        int waiting) {
    public ClientConfig {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a client needs the address of a server");
        }
        if (timeout.toMillis() < 1 || sessions < 1 || waiting < 1) {
            throw new IllegalArgumentException("a client needs a millisecond, a session and an operation, or more");
        }
    }

    /** A client without TLS, with the usual limits: 10 s, 256 sessions, 10,000 operations. */
    public static ClientConfig of(List<InetSocketAddress> servers) {
        return new ClientConfig(servers, "quorate", Optional.empty(), Duration.ofSeconds(10), 256, 10_000);
    }

    /** The same with another timeout. */
    public ClientConfig withTimeout(Duration other) {
        return new ClientConfig(servers, cluster, tls, other, sessions, waiting);
    }

    /** The same with another number of sessions. */
    public ClientConfig withSessions(int most) {
        return new ClientConfig(servers, cluster, tls, timeout, most, waiting);
    }

    /** The same of another cluster. */
    public ClientConfig ofCluster(String name, Optional<Tls> files) {
        return new ClientConfig(servers, name, files, timeout, sessions, waiting);
    }
}
