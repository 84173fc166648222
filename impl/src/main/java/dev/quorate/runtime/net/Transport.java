package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's end of the network: one port for peers and clients, and a way to each peer. Payloads to a peer are lost when there is no
 * connection, when its queue is full, or when the connection breaks; those that arrive on one connection arrive in order. Threads are
 * Netty's; no method of this class blocks but {@link #open} and {@link #close}.
 */
public final class Transport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final int THREADS = 2;

    private final EventLoopGroup group;
    private final Channel server;
    private final ChannelGroup accepted;
    private final Map<NodeId, PeerLink> links;
    private final Counters counters;

    /**
     * What a node must be told.
     *
     * @param cluster the cluster's name: who is of another is not let in
     * @param protocol what runs on it: peers of another are not let in
     * @param self this node
     * @param bind where to listen; port 0 takes any that is free
     * @param peers where the other nodes are; this node's own entry, if there is one, is left out. An unresolved address is looked
     *     up at each attempt
     * @param tls the files for mutual TLS; without them, connections are open to whoever reaches the port
     */
    public record Config(
            String cluster,
            String protocol,
            NodeId self,
            InetSocketAddress bind,
            Map<NodeId, InetSocketAddress> peers,
            Optional<Tls> tls,
            Limits limits) {
        /** An address that is reached from this machine only: where to bind unless told otherwise. */
        public static InetSocketAddress local(int port) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }

        public Config {
            checkName("a cluster's name", cluster);
            checkName("a protocol's name", protocol);
            checkName("a node's name", self.name());
            NodeId own = self;
            peers = peers.entrySet().stream()
                    .filter(peer -> !peer.getKey().equals(own))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
            peers.keySet().forEach(peer -> checkName("a node's name", peer.name()));
        }
    }

    /**
     * Whom the network calls; on Netty's threads, so none of this may block. The calls about one peer's stream come one after the
     * other, as those about one client do. They may begin before {@link #open} has returned.
     */
    public interface Handler {
        /** A payload from a peer; the array is the handler's. */
        void received(NodeId from, byte[] payload);

        /** What is sent to this peer goes out from now on. */
        void connected(NodeId peer);

        /** What is sent to this peer is dropped from now on; so was what waited. */
        void disconnected(NodeId peer);

        /** A client has connected: gives who takes what it sends. */
        Connection.Receiver client(Connection connection);

        /** What comes from this peer from now on is of a new connection: nothing of an older one comes after it. */
        default void streamOpened(NodeId from) {}

        /** The connection on which this peer sent has ended. */
        default void streamClosed(NodeId from) {}
    }

    private Transport(
            EventLoopGroup group,
            Channel server,
            ChannelGroup accepted,
            Map<NodeId, PeerLink> links,
            Counters counters) {
        this.group = group;
        this.server = server;
        this.accepted = accepted;
        this.links = links;
        this.counters = counters;
    }

    /**
     * Listens, and begins to dial the peers.
     *
     * @throws IOException if the address cannot be listened on or a file of TLS cannot be used; the message says which and why
     */
    public static Transport open(Config config, Handler handler) throws IOException {
        Optional<TlsContext> tls = loadTls(config);
        Counters counters = new Counters();
        Sparingly log = new Sparingly(LOG, System::nanoTime);
        ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        Map<NodeId, Incoming> incoming = config.peers().keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), peer -> new Incoming(peer, handler)));
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("quorate-net-" + config.self(), true), NioIoHandler.newFactory());
        Acceptor acceptor = new Acceptor(config, handler, incoming, counters, log, tls, accepted);
        Channel server = listen(config, group, acceptor);
        long instance = ThreadLocalRandom.current().nextLong();
        Map<NodeId, PeerLink> links = new TreeMap<>();
        config.peers().forEach((peer, address) -> {
            Hello hello = new Hello(
                    Hello.Kind.PEER,
                    config.cluster(),
                    config.protocol(),
                    config.self().name(),
                    peer.name(),
                    instance,
                    config.limits().peerFrameBytes());
            links.put(
                    peer,
                    new PeerLink(peer, address, hello, group.next(), tls, config.limits(), handler, counters, log));
        });
        links.values().forEach(PeerLink::start);
        warnOfOpenDoors(config);
        return new Transport(group, server, accepted, links, counters);
    }

    private static Channel listen(Config config, EventLoopGroup group, Acceptor acceptor) throws IOException {
        ChannelFuture bound = SocketOptions.on(new ServerBootstrap())
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(acceptor)
                .bind(config.bind())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new IOException(
                    "cannot listen on " + Printable.address(config.bind()) + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private static void warnOfOpenDoors(Config config) {
        boolean local =
                config.bind().getAddress() != null && config.bind().getAddress().isLoopbackAddress();
        if (!local && config.tls().isEmpty()) {
            LOG.warn(
                    "listens on {} without TLS: whoever reaches this port can read, write, and be a node",
                    Printable.address(config.bind()));
        }
    }

    private static Optional<TlsContext> loadTls(Config config) throws IOException {
        if (config.tls().isEmpty()) {
            return Optional.empty();
        }
        Tls files = config.tls().get();
        TlsContext tls = files.load();
        if (!tls.own().isNode(config.self())) {
            throw new IOException(
                    files.certificate() + ": should be that of node " + config.self() + ", but is " + tls.own());
        } else if (tls.own().until().isBefore(Instant.now())) {
            // Not fatal: the clock may be wrong, and the others will say no in any case.
            LOG.error(
                    "{}: has expired on {}; others will refuse it",
                    files.certificate(),
                    tls.own().until());
        }
        return Optional.of(tls);
    }

    static void checkName(String what, String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > Hello.NAME_BYTES) {
            throw new IllegalArgumentException(
                    what + " has 1 to " + Hello.NAME_BYTES + " bytes, but this one has " + bytes);
        }
    }

    /**
     * Puts a payload for a peer in its queue: it leaves at the next {@link #flush}, or sooner. The array must not be changed any more.
     *
     * @return false if it was dropped, and counted: the peer is away, or its queue is full, or the payload is longer than it takes
     * @throws IllegalArgumentException if there is no such peer
     */
    public boolean send(NodeId peer, byte[] payload) {
        return link(peer).send(payload) == Outbox.Offer.TAKEN;
    }

    /** Lets go what has been sent: after a batch of sends, once. */
    public void flush() {
        for (PeerLink link : links.values()) {
            link.flush();
        }
    }

    /** Whether what is sent to a peer goes out, as far as is known. */
    public boolean isConnected(NodeId peer) {
        return link(peer).isConnected();
    }

    /** What waits for a peer, in bytes. */
    public long queuedBytes(NodeId peer) {
        return link(peer).queuedBytes();
    }

    private PeerLink link(NodeId peer) {
        PeerLink link = links.get(peer);
        if (link == null) {
            throw new IllegalArgumentException("there is no peer " + peer);
        }
        return link;
    }

    /** Where this node listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** What has been done so far. */
    public Statistics statistics() {
        return counters.now();
    }

    /** Ends all connections, and listens no more; waits until it is so. Not on one of Netty's threads. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        links.values().forEach(PeerLink::close);
        accepted.close().awaitUninterruptibly();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
