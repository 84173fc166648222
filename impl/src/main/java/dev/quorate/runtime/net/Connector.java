package dev.quorate.runtime.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's end: makes connections to nodes. One connector, with one thread, does for all of a process. */
public final class Connector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final String cluster;
    private final Limits limits;
    private final EventLoopGroup group;
    private final Dialler dialler;
    private final Counters counters = new Counters();
    private final Sparingly log = new Sparingly(LOG, System::nanoTime);

    private Connector(String cluster, Limits limits, EventLoopGroup group, Dialler dialler) {
        this.cluster = cluster;
        this.limits = limits;
        this.group = group;
        this.dialler = dialler;
    }

    /**
     * Makes a connector for the nodes of a cluster.
     *
     * @throws IOException if a file of TLS cannot be used; the message says which and why
     */
    public static Connector open(String cluster, Optional<Tls> tls, Limits limits) throws IOException {
        Transport.checkName("a cluster's name", cluster);
        Optional<TlsContext> context = tls.isPresent() ? Optional.of(tls.get().load()) : Optional.empty();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("quorate-client", true), NioIoHandler.newFactory());
        return new Connector(cluster, limits, group, new Dialler(group, limits, context));
    }

    /**
     * Begins to connect to whichever node is at an address.
     *
     * @return the connection, once the node has let this client in; or a failure: a {@link RefusedException} if it has not, another
     *     {@link IOException} if it could not be reached
     */
    public CompletableFuture<Connection> connect(InetSocketAddress address, Connection.Receiver receiver) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        Hello hello = new Hello(
                Hello.Kind.CLIENT,
                cluster,
                "",
                "",
                "",
                ThreadLocalRandom.current().nextLong(),
                limits.clientFrameBytes());
        dialler.dial(address, hello, Optional.empty(), new Dialler.Attempt() {
            @Override
            public ChannelHandler established(Channel channel, FrameDecoder decoder, Welcome welcome) {
                Outbox outbox = new Outbox(limits.clientQueueBytes());
                outbox.open(Math.min(limits.clientFrameBytes(), welcome.frameBytes()));
                Connection connection = new Connection(channel, outbox, decoder, counters, Connection.WhenFull.REFUSE);
                // Not here: whoever waits for the connection may do anything, and the handler is not in its place yet.
                channel.eventLoop().execute(() -> result.complete(connection));
                return new ConnectionHandler(connection, outbox, receiver, counters, log);
            }

            @Override
            public void failed(Throwable cause) {
                result.completeExceptionally(
                        cause instanceof RefusedException
                                ? cause
                                : new IOException(
                                        "cannot connect to " + Printable.address(address) + ": "
                                                + dialler.explain(cause),
                                        cause));
            }
        });
        return result;
    }

    /** Ends all connections; waits until they have ended. Not on a connection's own thread. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
