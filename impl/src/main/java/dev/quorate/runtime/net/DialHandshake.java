package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The dialler's half of a handshake: says who it is, and waits for an answer. Then another handler takes its place. */
final class DialHandshake extends ChannelInboundHandlerAdapter {
    private final Dialler dialler;
    private final Heartbeat heartbeat;
    private final FrameDecoder decoder;
    private final Hello hello;
    private final Optional<NodeId> wanted;
    private final Dialler.Attempt attempt;
    private Optional<Future<?>> timeout = Optional.empty();
    private boolean over;

    DialHandshake(
            Dialler dialler,
            Heartbeat heartbeat,
            FrameDecoder decoder,
            Hello hello,
            Optional<NodeId> wanted,
            Dialler.Attempt attempt) {
        this.dialler = dialler;
        this.heartbeat = heartbeat;
        this.decoder = decoder;
        this.hello = hello;
        this.wanted = wanted;
        this.attempt = attempt;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        long millis = dialler.handshakeMillis();
        timeout = Optional.of(context.executor()
                .schedule(
                        () -> fail(
                                context,
                                new IOException("it took the connection, but did not answer within " + millis + " ms")),
                        millis,
                        TimeUnit.MILLISECONDS));
        if (!dialler.speaksTls()) {
            Channels.send(context, hello.frame());
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        timeout.ifPresent(task -> task.cancel(false));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws RefusedException {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                if (wanted.isPresent()) {
                    checkCertificate(context, wanted.get());
                }
                Channels.send(context, hello.frame());
            } else {
                fail(context, handshake.cause());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws RefusedException {
        Frame frame = (Frame) message;
        switch (frame.type()) {
            case WELCOME -> welcomed(context, Welcome.decode(frame.payload()));
            case REFUSAL -> throw new RefusedException(Refusal.decode(frame.payload()));
            default ->
                throw new RefusedException(
                        new Refusal(Refusal.Reason.MALFORMED, "the answer is no welcome, but " + frame.type()));
        }
    }

    private void welcomed(ChannelHandlerContext context, Welcome welcome) throws RefusedException {
        if (wanted.isPresent() && !wanted.get().equals(welcome.node())) {
            throw new RefusedException(new Refusal(
                    Refusal.Reason.WRONG_NODE,
                    "it calls itself " + Printable.name(welcome.node().name())));
        }
        checkCertificate(context, welcome.node());
        over = true;
        ChannelHandler next = attempt.established(context.channel(), decoder, welcome);
        decoder.limit(hello.frameBytes());
        heartbeat.start();
        context.pipeline().replace(this, "established", next);
    }

    private static void checkCertificate(ChannelHandlerContext context, NodeId node) throws RefusedException {
        Optional<Identity> identity = TlsContext.identity(context.channel());
        if (identity.isPresent() && !identity.get().isNode(node)) {
            throw new RefusedException(new Refusal(
                    Refusal.Reason.CERTIFICATE,
                    "it should be " + Printable.name(node.name()) + ", but shows " + identity.get()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(
                context,
                new IOException("it closed the connection in the handshake"
                        + (dialler.speaksTls()
                                ? ""
                                : "; perhaps it wants TLS, which this side has not been set up for")));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context, cause);
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        if (!over) {
            over = true;
            decoder.stop();
            attempt.failed(cause);
        }
        Channels.close(context);
    }
}
