package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.cluster.LogTracing;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.server.Engines;
import dev.quorate.runtime.server.Server;
import dev.quorate.runtime.server.ServerConfig;
import dev.quorate.runtime.server.ServerException;
import dev.quorate.runtime.server.Tracing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a server, or a small cluster for a first look. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run one server of a cluster, or with --local a whole cluster on this machine.",
        footer = {
            "",
            "A first look, in one terminal:   quorate serve --local 3",
            "and in another:                  quorate client put greeting hello",
            "                                 quorate client get greeting"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    @Option(names = "--local", paramLabel = "N", description = "Run a cluster of N servers, each a process of its own.")
    private Integer local;

    @Option(names = "--id", paramLabel = "ID", description = "Which server of the cluster this is.")
    private String id;

    @Option(
            names = "--cluster",
            paramLabel = "ID=HOST:PORT,...",
            description = "All servers of the cluster, this one too; the same for all, for ever.")
    private String cluster;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of this server's data. With --local: of all; default there: quorate-data.")
    private Path data;

    @Option(
            names = "--protocol",
            defaultValue = "raft",
            description = "What the servers agree by; default: ${DEFAULT-VALUE}.")
    private String protocol;

    @Option(
            names = "--name",
            defaultValue = "quorate",
            description = "The cluster's name, which servers and clients must agree on; default: ${DEFAULT-VALUE}.")
    private String name;

    @Option(
            names = "--bind",
            paramLabel = "HOST[:PORT]",
            description = "Where to listen, such as 0.0.0.0; default: 127.0.0.1, and the port that --cluster says.")
    private String bind;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "With --local: the first server's port, the others' follow; default: 7101.")
    private Integer port;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "The port of 127.0.0.1 for /status and /metrics; with --local: the first server's.")
    private Integer http;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "The authority's certificate, PEM.")
    private Path authority;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "This server's certificate, PEM.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM.")
    private Path key;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Write down every step, for: quorate validate SPEC FILE..., with the files of all servers. Goes on with what"
                            + " the file has.")
    private Path trace;

    /** For a trial: the log of an ordinary server is not compacted in a minute. */
    @Option(names = "--compact-every", paramLabel = "ENTRIES", hidden = true)
    private Integer compactEvery;

    /** How servers of {@code --local} notice that the process which started them is gone. */
    @Option(names = "--until-input-ends", hidden = true)
    private boolean untilInputEnds;

    @Override
    public Integer call() throws IOException {
        checkPort("--http", http);
        checkPort("--port", port);
        if (!Engines.names().contains(protocol)) {
            throw new BadInputException(
                    "--protocol " + protocol + ": expected one of " + String.join(", ", Engines.names()));
        }
        return local == null ? serve() : serveLocally();
    }

    private static void checkPort(String option, Integer port) {
        if (port != null && (port < 1 || port > MAX_PORT)) {
            throw new BadInputException(option + " " + port + ": expected a port of 1 to " + MAX_PORT);
        }
    }

    private int serveLocally() throws IOException {
        if (id != null
                || cluster != null
                || bind != null
                || trace != null
                || authority != null
                || certificate != null
                || key != null) {
            throw new BadInputException("--local runs a whole cluster on this machine:"
                    + " --id, --cluster, --bind, --trace and --tls-... are of a single server");
        }
        return new LocalCluster(
                        local,
                        protocol,
                        name,
                        data == null ? Path.of("quorate-data") : data,
                        port == null ? ClusterInputs.FIRST_PORT : port,
                        http == null ? OptionalInt.empty() : OptionalInt.of(http))
                .run();
    }

    private int serve() {
        if (id == null || cluster == null || data == null || port != null) {
            throw new BadInputException("a server needs --id, --cluster and --data, and no --port, such as"
                    + " --id 1 --cluster 1=127.0.0.1:7101,2=127.0.0.1:7102,3=127.0.0.1:7103 --data DIR;"
                    + " for a first look, try: quorate serve --local 3");
        }
        logs();
        ServerConfig config = config();
        Server server = start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        greet(config, server);
        if (untilInputEnds) {
            stopWhenInputEnds();
        }
        Throwable failure = server.failure().join();
        System.err.println("quorate: server " + id + " has stopped: " + failure.getMessage());
        return Status.FAILED.exitStatus();
    }

    /** A server says what it does; other commands only what is wrong. To be said before the first logger is made. */
    private static void logs() {
        System.setProperty("org.slf4j.simpleLogger.log.dev.quorate", "info");
    }

    private ServerConfig config() {
        Map<NodeId, InetSocketAddress> members = ClusterInputs.members(cluster);
        NodeId self = new NodeId(id.isEmpty() ? " " : id);
        if (!members.containsKey(self)) {
            throw new BadInputException("--id " + id + ": --cluster has no such server, but "
                    + String.join(
                            ", ", members.keySet().stream().map(NodeId::name).toList()));
        }
        return new ServerConfig(
                self,
                name,
                members,
                data,
                protocol,
                bind(members.get(self)),
                ClusterInputs.tls(authority, certificate, key),
                http == null ? OptionalInt.empty() : OptionalInt.of(http),
                replica(),
                trace == null ? Tracing.none() : new LogTracing(members.keySet(), trace));
    }

    private Replica.Options replica() {
        Replica.Options usual = Replica.Options.DEFAULT;
        if (compactEvery == null) {
            return usual;
        } else if (compactEvery < 10) {
            throw new BadInputException("--compact-every " + compactEvery + ": expected 10 entries or more");
        }
        return new Replica.Options(usual.turn(), usual.turnBytes(), usual.waiting(), compactEvery, compactEvery / 10);
    }

    private InetSocketAddress bind(InetSocketAddress own) {
        String host = bind == null ? "127.0.0.1" : bind;
        boolean hasPort = host.contains(":") && (host.indexOf(':') == host.lastIndexOf(':') || host.contains("]:"));
        InetSocketAddress wanted = ClusterInputs.address("--bind", hasPort ? host : host(host) + ":" + own.getPort());
        InetSocketAddress resolved = new InetSocketAddress(wanted.getHostString(), wanted.getPort());
        if (resolved.isUnresolved()) {
            throw new BadInputException("--bind " + bind + ": there is no such host");
        }
        return resolved;
    }

    private static String host(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static Server start(ServerConfig config) {
        try {
            return Server.start(config);
        } catch (ServerException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    private void greet(ServerConfig config, Server server) {
        Console console = new Console();
        console.line(
                "server %s of %s, by %s; data in %s",
                id,
                config.members().size() == 1
                        ? "1"
                        : String.valueOf(config.members().size()),
                protocol,
                data.toAbsolutePath().normalize());
        console.line(
                "listens on %s%s",
                Addresses.text(server.address()), config.tls().isPresent() ? ", TLS only" : "");
        server.httpAddress()
                .ifPresent(at ->
                        console.line("status on http://%s/status, metrics on http://%1$s/metrics", Addresses.text(at)));
        InetSocketAddress own = config.members().get(config.id());
        if (config.bind().getAddress().isLoopbackAddress()
                && !new InetSocketAddress(own.getHostString(), own.getPort())
                        .getAddress()
                        .isLoopbackAddress()) {
            console.line(
                    "WARNING: others shall find it at %s, but it listens to this machine only; see --bind",
                    Addresses.text(own));
        }
    }

    private static void stopWhenInputEnds() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody says anything; it ends with who started this.
                        }
                    } catch (IOException e) {
                        // As good as an end.
                    }
                    System.exit(0);
                },
                "input");
        thread.setDaemon(true);
        thread.start();
    }
}
