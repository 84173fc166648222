package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Servers in this process, with real disks and networks; whoever talks to one goes through a proxy. */
final class TestCluster implements AutoCloseable {
    private final Path folder;
    private final String protocol;
    private final Replica.Options options;
    private final Map<NodeId, Proxy> proxies = new TreeMap<>();
    private final Map<NodeId, Server> servers = new TreeMap<>();

    TestCluster(int size, Path folder, Replica.Options options) throws IOException {
        this(size, folder, options, "raft");
    }

    TestCluster(int size, Path folder, Replica.Options options, String protocol) throws IOException {
        this.protocol = protocol;
        this.folder = folder;
        this.options = options;
        for (int i = 1; i <= size; i++) {
            proxies.put(new NodeId(String.valueOf(i)), new Proxy());
        }
        proxies.keySet().forEach(this::start);
        leader();
    }

    static TestCluster of(int size, Path folder) throws IOException {
        return new TestCluster(size, folder, Replica.Options.DEFAULT);
    }

    void start(NodeId id) {
        Server server = Server.start(config(id));
        servers.put(id, server);
        proxies.get(id).forwardTo(server.address().getPort());
    }

    ServerConfig config(NodeId id) {
        Map<NodeId, InetSocketAddress> members = new TreeMap<>();
        proxies.forEach((node, proxy) -> members.put(node, proxy.address()));
        return ServerConfig.of(
                        id,
                        members,
                        folder.resolve(id.name()),
                        protocol,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withReplica(options);
    }

    void stop(NodeId id) {
        servers.remove(id).close();
    }

    Server server(NodeId id) {
        return servers.get(id);
    }

    Map<NodeId, Proxy> proxies() {
        return proxies;
    }

    /** Who leads, as soon as one does. */
    NodeId leader() {
        await(
                "one leads",
                () -> servers.values().stream().anyMatch(one -> one.status().leads()));
        return servers.values().stream()
                .filter(one -> one.status().leads())
                .findFirst()
                .orElseThrow()
                .status()
                .node();
    }

    /** Another than this one. */
    NodeId other(NodeId id) {
        return servers.keySet().stream()
                .filter(one -> !one.equals(id))
                .findFirst()
                .orElseThrow();
    }

    InetSocketAddress address(NodeId id) {
        return proxies.get(id).address();
    }

    List<InetSocketAddress> addresses() {
        return IntStream.rangeClosed(1, proxies.size())
                .mapToObj(i -> address(new NodeId(String.valueOf(i))))
                .toList();
    }

    Client client() throws IOException {
        return Client.open(ClientConfig.of(addresses()).withTimeout(Duration.ofSeconds(20)));
    }

    static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not within 20 s: " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        servers.values().forEach(Server::close);
        for (Proxy proxy : proxies.values()) {
            proxy.close();
        }
    }
}
