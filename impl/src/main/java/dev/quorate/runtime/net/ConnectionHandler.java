package dev.quorate.runtime.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The end of an established connection with a client, or with a node. */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private final Connection connection;
    private final Outbox outbox;
    private final Connection.Receiver receiver;
    private final Counters counters;
    private final Sparingly log;

    ConnectionHandler(
            Connection connection, Outbox outbox, Connection.Receiver receiver, Counters counters, Sparingly log) {
        this.connection = connection;
        this.outbox = outbox;
        this.receiver = receiver;
        this.counters = counters;
        this.log = log;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws RefusedException {
        Frame frame = (Frame) message;
        switch (frame.type()) {
            case DATA -> {
                counters.received(frame.payload().length);
                receiver.received(frame.payload());
            }
            case PING -> {}
            case REFUSAL ->
                connection.end("refused: " + Refusal.decode(frame.payload()).text());
            default ->
                throw new RefusedException(
                        new Refusal(Refusal.Reason.MALFORMED, "a frame out of place: " + frame.type()));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        outbox.drain(context.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        counters.droppedAway.add(outbox.close());
        connection
                .complaint()
                .ifPresent(reason -> log.warn("cut", "cut the connection with " + connection + ": " + reason));
        receiver.closed(connection.reason().orElse("closed by the other side"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        FrameDecoder.stop(context);
        if (cause instanceof RefusedException refused && context.channel().isWritable()) {
            // A channel that is writable has no frame half written: see Outbox.drain.
            Channels.send(context, refused.refusal().frame());
        }
        if (Explain.isFault(cause)) {
            log.error("fault", "a fault of this side in handling what came from " + connection, cause);
        }
        connection.end(Explain.of(cause));
    }
}
