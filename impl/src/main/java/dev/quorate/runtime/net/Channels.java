package dev.quorate.runtime.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What is done to a channel without waiting for it to be done. Whether it succeeded need not be asked: when it fails the channel ends,
 * and its handler hears of that in any case.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Channels {
    private Channels() {}

    static void send(ChannelOutboundInvoker channel, Frame frame) {
        channel.writeAndFlush(frame.encode());
    }

    static void write(ChannelOutboundInvoker channel, ByteBuf bytes) {
        channel.write(bytes);
    }

    static void close(ChannelOutboundInvoker channel) {
        channel.close();
    }

    static void later(EventExecutor executor, Runnable task, long nanos) {
        executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }
}
