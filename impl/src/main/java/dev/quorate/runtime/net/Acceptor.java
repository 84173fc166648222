package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import java.util.Map;
import java.util.Optional;

/** Sets up each connection that somebody dials: TLS if so configured, heartbeat, frames, and who are you. */
final class Acceptor extends ChannelInitializer<Channel> {
    final Transport.Config config;
    final Transport.Handler handler;
    final Map<NodeId, Incoming> incoming;
    final Counters counters;
    final Sparingly log;
    final Optional<TlsContext> tls;
    private final ChannelGroup accepted;

    Acceptor(
            Transport.Config config,
            Transport.Handler handler,
            Map<NodeId, Incoming> incoming,
            Counters counters,
            Sparingly log,
            Optional<TlsContext> tls,
            ChannelGroup accepted) {
        this.config = config;
        this.handler = handler;
        this.incoming = incoming;
        this.counters = counters;
        this.log = log;
        this.tls = tls;
        this.accepted = accepted;
    }

    @Override
    protected void initChannel(Channel channel) {
        accepted.add(channel);
        if (counters.handshakes.incrementAndGet() > config.limits().handshakes()) {
            counters.handshakes.decrementAndGet();
            counters.refused.increment();
            log.warn("handshakes", "closed a connection at once: too many have not said yet who they are");
            Channels.close(channel);
            return;
        }
        tls.ifPresent(context -> channel.pipeline()
                .addLast(context.acceptor(channel, config.limits().handshake())));
        Heartbeat heartbeat = new Heartbeat(config.limits());
        FrameDecoder decoder = new FrameDecoder(Frame.HANDSHAKE_BYTES);
        channel.pipeline().addLast(heartbeat, decoder, new AcceptHandshake(this, heartbeat, decoder));
    }
}
