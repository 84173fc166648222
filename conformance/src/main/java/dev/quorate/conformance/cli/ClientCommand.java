package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.api.Bounds;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.ClientConfig;
import dev.quorate.runtime.client.ClientException;
import dev.quorate.runtime.client.InvalidRequestException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Talks to a running cluster. */
@Command(
        name = "client",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Talk to a running cluster.",
        footer = {
            "",
            "Exit status: 0 done; 1 not done (what was expected was not so, or the key holds nothing);",
            "2 bad usage or bad input; 3 no answer, or the outcome is unknown."
        })
final class ClientCommand {
    @Option(
            names = "--cluster",
            paramLabel = "HOST:PORT,...",
            defaultValue = "${env:QUORATE_CLUSTER:-" + ClusterInputs.LOCAL + "}",
            description = "Where servers are: $QUORATE_CLUSTER, or those of `quorate serve --local 3`.")
    private String cluster;

    @Option(names = "--name", defaultValue = "quorate", description = "The cluster's name; default: ${DEFAULT-VALUE}.")
    private String name;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long to wait for an answer; default: ${DEFAULT-VALUE}.")
    private String timeout;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "The authority's certificate, PEM.")
    private Path authority;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "The client's certificate, PEM.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM.")
    private Path key;

    @Command(mixinStandardHelpOptions = true, description = "Set a key.")
    int put(@Parameters(paramLabel = "KEY") String k, @Parameters(paramLabel = "VALUE") String value) {
        return with(client -> {
            System.out.println("ok, revision " + client.put(k, value));
            return 0;
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "What a key holds.")
    int get(
            @Parameters(paramLabel = "KEY") String k,
            @Option(names = "--stale", description = "Ask any server for what it has, which may be old.")
                    boolean stale) {
        return with(client -> {
            Optional<String> value = client.get(k, freshness(stale));
            value.ifPresent(System.out::println);
            return value.isPresent() ? 0 : notDone(k + " holds nothing");
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Delete a key.")
    int delete(@Parameters(paramLabel = "KEY") String k) {
        return with(client -> {
            boolean done = client.delete(k);
            return done ? done("ok") : notDone(k + " held nothing");
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Set a key if it holds what is expected.")
    int cas(
            @Parameters(paramLabel = "KEY") String k,
            @Parameters(paramLabel = "OLD") String old,
            @Parameters(paramLabel = "NEW") String value) {
        return with(client -> outcome(k, client.compareAndSet(k, old, value)));
    }

    @Command(mixinStandardHelpOptions = true, description = "Set a key if it holds nothing.")
    int create(@Parameters(paramLabel = "KEY") String k, @Parameters(paramLabel = "VALUE") String value) {
        return with(client -> outcome(k, client.create(k, value)));
    }

    private static int outcome(String k, Outcome outcome) {
        return outcome.done()
                ? done("ok")
                : notDone("not done: " + k + " holds "
                        + outcome.value().map(found -> "\"" + found + "\"").orElse("nothing"));
    }

    @Command(mixinStandardHelpOptions = true, description = "Keys and what they hold, in order, a line each.")
    int range(
            @Parameters(paramLabel = "PREFIX", arity = "0..1", description = "Only keys that begin so.") String prefix,
            @Option(names = "--from", paramLabel = "KEY", description = "From this key on.") String from,
            @Option(names = "--to", paramLabel = "KEY", description = "Before this key.") String to,
            @Option(names = "--limit", defaultValue = "1000", description = "So many at most; default: 1000.")
                    int limit,
            @Option(names = "--stale", description = "Ask any server for what it has, which may be old.")
                    boolean stale) {
        if (prefix != null && (from != null || to != null)) {
            throw new BadInputException("range takes a prefix, or --from and --to, not both");
        }
        // No key is as long as the last one that there could be.
        Keys keys = from == null && to == null
                ? new Keys.Prefix(prefix == null ? "" : prefix)
                : new Keys.Between(from == null ? "" : from, to == null ? LAST : to);
        return with(client -> {
            Response.Values found = client.range(keys, limit, freshness(stale));
            found.entries().forEach(entry -> System.out.println(entry.key() + "\t" + entry.value()));
            if (found.more()) {
                System.err.println("there are more; see --limit and --from");
            }
            return 0;
        });
    }

    private static final String LAST = "\uffff".repeat(Bounds.MAX_KEY_BYTES / 3);

    @Command(mixinStandardHelpOptions = true, description = "Tell what changes, until Ctrl-C.")
    int watch(
            @Parameters(paramLabel = "PREFIX", description = "Keys that begin so.") String prefix,
            @Option(
                            names = "--after",
                            paramLabel = "REVISION",
                            description = "Changes after this; default: from now on.")
                    Long after,
            @Option(names = "--count", paramLabel = "N", description = "End after so many changes.") Long count) {
        return with(client -> new ClientWatch(count == null ? Long.MAX_VALUE : count)
                .run(client, new Keys.Prefix(prefix), after == null ? Request.Watch.NOW : after));
    }

    @Command(mixinStandardHelpOptions = true, description = "How each server stands.")
    int status() {
        int leaders = 0;
        for (InetSocketAddress address : ClusterInputs.servers(cluster)) {
            Standings.Asked asked = Standings.ask(address, name, ClusterInputs.tls(authority, certificate, key));
            System.out.println(asked.standing()
                    .map(standing -> line(address, standing))
                    .orElseGet(() -> Addresses.text(address) + "  " + asked.trouble()));
            leaders += asked.standing()
                            .filter(standing -> standing.status().leads())
                            .isPresent()
                    ? 1
                    : 0;
        }
        if (leaders == 0) {
            System.err.println("no server says that it leads");
        }
        return leaders == 0 ? Status.UNDECIDED.exitStatus() : 0;
    }

    private static String line(InetSocketAddress address, Response.Standing standing) {
        dev.quorate.runtime.Status status = standing.status();
        return "%s  server %s  %-8s  %s, term %d, applied %d, committed %d, last %d, snapshot %d, connected to %s"
                .formatted(
                        Addresses.text(address),
                        status.node(),
                        status.leads() ? "leader" : "follower",
                        status.protocol(),
                        status.term(),
                        status.applied(),
                        status.commitIndex(),
                        status.lastIndex(),
                        status.snapshotIndex(),
                        standing.connected().isEmpty()
                                ? "nobody"
                                : standing.connected().stream()
                                        .map(NodeId::name)
                                        .collect(Collectors.joining(", ")));
    }

    @Command(mixinStandardHelpOptions = true, description = "Have another server lead.")
    int transfer(@Parameters(paramLabel = "ID") String id) {
        if (id.isEmpty()) {
            throw new BadInputException("a server's id is not empty");
        }
        return with(client -> {
            client.transfer(new NodeId(id));
            return done("begun; see `quorate client status`");
        });
    }

    private static Freshness freshness(boolean stale) {
        return stale ? Freshness.STALE : Freshness.LINEARIZABLE;
    }

    private static int done(String what) {
        System.out.println(what);
        return 0;
    }

    private static int notDone(String what) {
        System.err.println(what);
        return Status.FAILED.exitStatus();
    }

    private int with(ToIntFunction<Client> action) {
        List<InetSocketAddress> servers = ClusterInputs.servers(cluster);
        ClientConfig config = ClientConfig.of(servers)
                .ofCluster(name, ClusterInputs.tls(authority, certificate, key))
                .withTimeout(TlcInputs.duration(timeout));
        try (Client client = Client.open(config)) {
            return action.applyAsInt(client);
        } catch (InvalidRequestException | IOException | IllegalArgumentException e) {
            throw new BadInputException(e.getMessage(), e);
        } catch (ClientException e) {
            System.err.println(e.getMessage());
            return Status.UNDECIDED.exitStatus();
        }
    }
}
