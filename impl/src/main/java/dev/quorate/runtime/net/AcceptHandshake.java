package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The acceptor's half of a handshake: one hello, in time, and an answer. Then another handler takes its place. */
final class AcceptHandshake extends ChannelInboundHandlerAdapter {
    /** How long a refused dialler may take to read why: a connection closed at once, with bytes of it unread, would be reset. */
    private static final long LINGER_NANOS = 500_000_000;

    private final Acceptor acceptor;
    private final Heartbeat heartbeat;
    private final FrameDecoder decoder;
    private Future<?> timeout;
    private boolean over;

    AcceptHandshake(Acceptor acceptor, Heartbeat heartbeat, FrameDecoder decoder) {
        this.acceptor = acceptor;
        this.heartbeat = heartbeat;
        this.decoder = decoder;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long millis = acceptor.config.limits().handshake().toMillis();
        timeout = context.executor()
                .schedule(
                        () -> refuse(
                                context,
                                new Refusal(
                                        Refusal.Reason.TOO_SLOW,
                                        "the dialler did not say within " + millis + " ms who it is")),
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        timeout.cancel(false);
        acceptor.counters.handshakes.decrementAndGet();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws RefusedException {
        Frame frame = (Frame) message;
        if (frame.type() != FrameType.HELLO) {
            throw new RefusedException(
                    new Refusal(Refusal.Reason.MALFORMED, "the first frame is no hello, but " + frame.type()));
        }
        Hello hello = Hello.decode(frame.payload());
        Optional<Refusal> refusal = Admission.check(acceptor.config, hello, TlsContext.identity(context.channel()));
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        } else if (hello.kind() == Hello.Kind.PEER) {
            acceptPeer(context, hello);
        } else {
            acceptClient(context, hello);
        }
    }

    private void acceptPeer(ChannelHandlerContext context, Hello hello) throws RefusedException {
        Channel channel = context.channel();
        Incoming incoming = acceptor.incoming.get(new NodeId(hello.from()));
        Optional<Refusal> refusal = incoming.claim(channel, heartbeat, hello.instance());
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
        String peer = "node " + hello.from() + " at " + Printable.address(channel.remoteAddress());
        acceptor.log.info("peer came", "connection from " + peer);
        welcome(
                context,
                acceptor.config.limits().peerFrameBytes(),
                new IncomingHandler(incoming, peer, acceptor.counters, acceptor.log));
    }

    private void acceptClient(ChannelHandlerContext context, Hello hello) throws RefusedException {
        Limits limits = acceptor.config.limits();
        if (acceptor.counters.clients.incrementAndGet() > limits.clients()) {
            acceptor.counters.clients.decrementAndGet();
            throw new RefusedException(new Refusal(
                    Refusal.Reason.TOO_MANY, "this node has " + limits.clients() + " clients already, its limit"));
        }
        Outbox outbox = new Outbox(limits.clientQueueBytes());
        outbox.open(Math.min(limits.clientFrameBytes(), hello.frameBytes()));
        Connection connection =
                new Connection(context.channel(), outbox, decoder, acceptor.counters, Connection.WhenFull.CUT);
        context.channel().closeFuture().addListener(closed -> acceptor.counters.clients.decrementAndGet());
        Connection.Receiver receiver = acceptor.handler.client(connection);
        welcome(
                context,
                limits.clientFrameBytes(),
                new ConnectionHandler(connection, outbox, receiver, acceptor.counters, acceptor.log));
    }

    private void welcome(ChannelHandlerContext context, int frameBytes, ChannelHandler next) {
        over = true;
        Channels.send(context, new Welcome(acceptor.config.self(), frameBytes).frame());
        decoder.limit(frameBytes);
        heartbeat.start();
        context.pipeline().replace(this, "established", next);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof RefusedException refused) {
            refuse(context, refused.refusal());
        } else {
            fail(context, Explain.of(cause, acceptor.tls));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            fail(context, Explain.of(handshake.cause(), acceptor.tls));
        }
    }

    private void refuse(ChannelHandlerContext context, Refusal refusal) {
        if (over) {
            return;
        }
        over = true;
        decoder.stop();
        acceptor.counters.refused.increment();
        acceptor.log.warn(
                refusal.reason().name(),
                "refused a connection from "
                        + Printable.address(context.channel().remoteAddress()) + ": " + refusal.text());
        Channels.send(context, refusal.frame());
        Channels.later(context.executor(), () -> Channels.close(context), LINGER_NANOS);
    }

    private void fail(ChannelHandlerContext context, String reason) {
        if (!over) {
            over = true;
            acceptor.counters.refused.increment();
            acceptor.log.warn(
                    "handshake",
                    "a connection from " + Printable.address(context.channel().remoteAddress()) + " has failed: "
                            + reason);
        }
        Channels.close(context);
    }
}
