package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Dials, and sets up what it has dialled. */
final class Dialler {
    private final EventLoopGroup group;
    private final Limits limits;
    private final Optional<TlsContext> tls;

    Dialler(EventLoopGroup group, Limits limits, Optional<TlsContext> tls) {
        this.group = group;
        this.limits = limits;
        this.tls = tls;
    }

    /** One attempt: one of the two is called, on the channel's thread. */
    interface Attempt {
        /** The handshake is over: gives the handler that takes its place. */
        ChannelHandler established(Channel channel, FrameDecoder decoder, Welcome welcome);

        /** There is no connection, and why. */
        void failed(Throwable cause);
    }

    /** Begins an attempt to reach an address, and there a certain node or whoever it is. */
    void dial(InetSocketAddress address, Hello hello, Optional<NodeId> wanted, Attempt attempt) {
        ChannelFuture connecting = SocketOptions.on(new Bootstrap())
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.handshake().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        setUp(channel, hello, wanted, attempt);
                    }
                })
                .connect(address);
        connecting.addListener((ChannelFutureListener) connected -> {
            if (!connected.isSuccess()) {
                attempt.failed(connected.cause());
            }
        });
    }

    private void setUp(Channel channel, Hello hello, Optional<NodeId> wanted, Attempt attempt) {
        tls.ifPresent(context -> channel.pipeline().addLast(context.dialler(channel, limits.handshake())));
        Heartbeat heartbeat = new Heartbeat(limits);
        FrameDecoder decoder = new FrameDecoder(Frame.HANDSHAKE_BYTES);
        channel.pipeline()
                .addLast(heartbeat, decoder, new DialHandshake(this, heartbeat, decoder, hello, wanted, attempt));
    }

    /** Why an attempt has failed. */
    String explain(Throwable cause) {
        return Explain.of(cause, tls);
    }

    boolean speaksTls() {
        return tls.isPresent();
    }

    long handshakeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(limits.handshake().toNanos());
    }
}
