package dev.quorate.conformance.bench;

import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Our own servers, through our client, which all clients of the load share: a session for each, one connection to the leader. */
final class QuorateTarget implements Target {
    private final Client client;

    QuorateTarget(List<String> servers, int clients) throws IOException {
        client = Client.open(ClientConfig.of(addresses(servers)).withSessions(clients));
    }

    static List<InetSocketAddress> addresses(List<String> servers) {
        return servers.stream().map(QuorateTarget::address).toList();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public CompletableFuture<?> put(int number, String key, String value) {
        return client.putAsync(key, value);
    }

    @Override
    public CompletableFuture<?> get(int number, String key) {
        return client.getAsync(key, Freshness.LINEARIZABLE);
    }

    @Override
    public void close() {
        client.close();
    }

    /** Opens it. */
    public static final class Opener implements Provider {
        @Override
        public String name() {
            return "quorate";
        }

        @Override
        public Target open(List<String> servers, int clients) throws IOException {
            return new QuorateTarget(servers, clients);
        }
    }
}
