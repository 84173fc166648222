package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.net.Tls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a server is told.
 *
 * @param id which of the cluster's servers this is
 * @param cluster the cluster's name, which all its servers and clients know
 * @param members all servers of the cluster, this one too, and where others and clients reach them; the same at all, for ever
 * @param data the folder of this server's data
 * @param protocol one of {@link Engines#names}
 * @param bind where to listen
 * @param tls the files of TLS; without them, whoever reaches the port may talk to the server
 * @param http the port of 127.0.0.1 where status and metrics are; 0 for any
 * @param replica the replica's limits
 * @param tracing who writes down what the replica does
 */
public record ServerConfig(
        NodeId id,
        String cluster,
        Map<NodeId, InetSocketAddress> members,
        Path data,
        String protocol,
        InetSocketAddress bind,
        Optional<Tls> tls,
        OptionalInt http,
        Replica.Options replica,
        Tracing tracing) {
    /** How many sessions of clients a cluster has at most; beyond it, the one that was not used for longest expires. */
    public static final int MAX_SESSIONS = 10_000;

    public ServerConfig {
        if (!members.containsKey(id)) {
            throw new ServerException(
                    "server " + id + " is none of the cluster's: " + new Members(members).names(", "));
        }
        if (!Engines.names().contains(protocol)) {
            throw new ServerException(
                    "there is no protocol \"" + protocol + "\"; expected one of " + String.join(", ", Engines.names()));
        }
        members = new TreeMap<>(members);
    }

    /** A server without TLS and HTTP, with the usual limits. */
    public static ServerConfig of(
            NodeId id, Map<NodeId, InetSocketAddress> members, Path data, String protocol, InetSocketAddress bind) {
        return new ServerConfig(
                id,
                "quorate",
                members,
                data,
                protocol,
                bind,
                Optional.empty(),
                OptionalInt.empty(),
                Replica.Options.DEFAULT,
                Tracing.none());
    }

    /** The same with other limits of the replica. */
    public ServerConfig withReplica(Replica.Options options) {
        return new ServerConfig(id, cluster, members, data, protocol, bind, tls, http, options, tracing);
    }

    /** The same with status and metrics over HTTP. */
    public ServerConfig withHttp(int port) {
        return new ServerConfig(
                id, cluster, members, data, protocol, bind, tls, OptionalInt.of(port), replica, tracing);
    }

    /** What servers of one cluster must agree on, beside its name: the protocol, and who takes part. */
    String agreement() {
        return protocol + " of " + new Members(members).names(",");
    }
}
