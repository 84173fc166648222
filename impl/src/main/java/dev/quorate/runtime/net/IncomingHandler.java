package dev.quorate.runtime.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The end of a connection that a peer has dialled, once it is in: it only brings. */
final class IncomingHandler extends ChannelInboundHandlerAdapter {
    private final Incoming incoming;
    private final String peer;
    private final Counters counters;
    private final Sparingly log;
    private String reason = "the peer has closed it";

    IncomingHandler(Incoming incoming, String peer, Counters counters, Sparingly log) {
        this.incoming = incoming;
        this.peer = peer;
        this.counters = counters;
        this.log = log;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws RefusedException {
        Frame frame = (Frame) message;
        switch (frame.type()) {
            case DATA -> {
                counters.received(frame.payload().length);
                incoming.deliver(context.channel(), frame.payload());
            }
            case PING -> {}
            default ->
                throw new RefusedException(
                        new Refusal(Refusal.Reason.MALFORMED, "a frame out of place: " + frame.type()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        incoming.gone(context.channel());
        log.info("peer gone", "the connection from " + peer + " has ended: " + reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        FrameDecoder.stop(context);
        reason = Explain.of(cause);
        if (Explain.isFault(cause)) {
            log.error("fault", "a fault of this node in handling what came from " + peer, cause);
        }
        if (cause instanceof RefusedException refused) {
            // The dialler is told, though it may find the connection closed first.
            Channels.send(context, refused.refusal().frame());
        }
        Channels.close(context);
    }
}
