package dev.quorate.conformance.cluster;

import dev.quorate.core.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Servers, each in a process of its own, and the links between them. They write down what they do. */
final class ProcessCluster implements AutoCloseable {
    /** Below the ports that systems give to who asks for any: a server must find its own free when it is started again. */
    private static final int FIRST_PORT = 12_000;

    private static final int LAST_PORT = 30_000;
    private static final int ATTEMPTS = 1000;
    private static final String CLUSTER = "torture";
    private static final String MEMORY = "-Xmx256m";

    /** So often that a run has snapshots, and servers that need one. */
    private static final int COMPACT_EVERY = 400;

    private static final long ENDING_SECONDS = 30;

    private final Path folder;
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<ServerProcess> servers = new ArrayList<>();
    private final LinkMesh links;

    /**
     * A cluster of which no server runs.
     *
     * @param folder where data, logs, and what servers print go
     * @param classPath of Quorate, other classes first if these are to be run in place of its own
     */
    ProcessCluster(int size, String protocol, Path folder, String classPath) throws IOException {
        this.folder = folder;
        while (addresses.size() < size) {
            InetSocketAddress address = free();
            if (!addresses.contains(address)) {
                addresses.add(address);
            }
        }
        links = new LinkMesh(addresses);
        for (int i = 0; i < size; i++) {
            servers.add(new ServerProcess(name(i), command(i, protocol, classPath), folder.resolve(name(i) + ".log")));
        }
    }

    private static InetSocketAddress free() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(address);
                return address;
            } catch (IOException e) {
                // Someone has it.
            }
        }
        throw new IOException("no port between " + FIRST_PORT + " and " + LAST_PORT + " could be had");
    }

    private List<String> command(int index, String protocol, String classPath) {
        String members = IntStream.range(0, addresses.size())
                .mapToObj(to -> name(to) + "=127.0.0.1:"
                        + (to == index ? addresses.get(to) : links.address(index, to)).getPort())
                .collect(Collectors.joining(","));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // They are killed before the better compiler would be of use.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                MEMORY,
                "-cp",
                classPath,
                "dev.quorate.conformance.cli.Quorate",
                "serve",
                "--id",
                name(index),
                "--cluster",
                members,
                "--name",
                CLUSTER,
                "--protocol",
                protocol,
                "--data",
                data(index).toString(),
                "--trace",
                folder.resolve(name(index) + ".ndjson").toString(),
                "--compact-every",
                String.valueOf(COMPACT_EVERY),
                "--until-input-ends");
    }

    static String name(int index) {
        return String.valueOf(index + 1);
    }

    /** The folder of a server's data. */
    Path data(int index) {
        return folder.resolve(name(index));
    }

    int size() {
        return servers.size();
    }

    List<NodeId> nodes() {
        return IntStream.range(0, size()).mapToObj(i -> new NodeId(name(i))).toList();
    }

    /** What clients must know. */
    String name() {
        return CLUSTER;
    }

    /** Where clients find the servers; no link is in between. */
    List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    ServerProcess server(int index) {
        return servers.get(index);
    }

    LinkMesh links() {
        return links;
    }

    /** Undoes what was done to servers and links. */
    void restore() {
        links.heal();
        servers.forEach(ServerProcess::resume);
        servers.forEach(ServerProcess::start);
    }

    /** How servers have ended by themselves. */
    List<String> troubles() {
        return servers.stream()
                .map(ServerProcess::trouble)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Ends all servers in order; gives what went wrong. */
    List<String> end() {
        List<String> wrong = new ArrayList<>(troubles());
        for (int i = 0; i < size(); i++) {
            if (!servers.get(i).end(ENDING_SECONDS)) {
                wrong.add("server " + name(i) + " was told to end, and did not in " + ENDING_SECONDS
                        + " s, or not with status 0");
            }
        }
        return wrong;
    }

    /** Kills all that runs. */
    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
        try {
            links.close();
        } catch (IOException e) {
            // They are of no use in any case.
        }
    }
}
