package dev.quorate.conformance.cli;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.api.Response.Standing;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import dev.quorate.runtime.client.ClientException;
import dev.quorate.runtime.net.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How servers stand, each asked for itself. */
final class Standings {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Standings() {}

    /** What a server says of itself; else why not. */
    record Asked(InetSocketAddress address, Optional<Standing> standing, String trouble) {}

    static Asked ask(InetSocketAddress address, String cluster, Optional<Tls> tls) {
        ClientConfig config =
                ClientConfig.of(List.of(address)).ofCluster(cluster, tls).withTimeout(PATIENCE);
        try (Client client = Client.open(config)) {
            return new Asked(address, Optional.of(client.status()), "");
        } catch (ClientException e) {
            return new Asked(address, Optional.empty(), e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who leads by its own account. */
    static Optional<String> leader(List<InetSocketAddress> servers, String cluster) {
        return servers.stream()
                .map(address -> ask(address, cluster, Optional.empty()))
                .flatMap(asked -> asked.standing().stream())
                .filter(standing -> standing.status().leads())
                .map(standing -> standing.status().node())
                .map(NodeId::name)
                .findFirst();
    }
}
