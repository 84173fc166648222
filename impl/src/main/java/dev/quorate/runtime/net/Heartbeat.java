package dev.quorate.runtime.net;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Shows that this side lives, and sees whether the other does. Each side sends a ping when it has sent nothing else for a while, and
 * cuts a connection on which nothing has come for longer: so a link that is open at one end only, or leads nowhere, is noticed. It sees
 * bytes, not frames: a long frame on a slow line is a sign of life.
 */
final class Heartbeat extends ChannelDuplexHandler {
    private final Limits limits;
    private ChannelHandlerContext context;
    private Future<?> ticks;
    private long lastTick;
    private volatile long lastHeard = System.nanoTime();
    private long lastSent = System.nanoTime();

    Heartbeat(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Begins, when the handshake is over; on the channel's thread. */
    void start() {
        long period = limits.heartbeat().toNanos();
        lastTick = System.nanoTime();
        lastHeard = lastTick;
        ticks = context.executor().scheduleAtFixedRate(this::tick, period, period, TimeUnit.NANOSECONDS);
    }

    /** Whether something has come in the last half of the silence that is allowed; from any thread. */
    boolean isFresh() {
        return System.nanoTime() - lastHeard < limits.silence().toNanos() / 2;
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object bytes) {
        lastHeard = System.nanoTime();
        reading.fireChannelRead(bytes);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise is the same, and whoever gave it has it
    public void write(ChannelHandlerContext writing, Object bytes, ChannelPromise promise) {
        lastSent = System.nanoTime();
        writing.write(bytes, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        stop();
        inactive.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        stop();
    }

    private void stop() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        // Who does not read, or was itself stopped for a while, cannot blame the other side for silence.
        boolean deaf = !context.channel().config().isAutoRead()
                || now - lastTick > 2 * limits.heartbeat().toNanos();
        lastTick = now;
        if (deaf) {
            lastHeard = now;
        }
        Duration silent = Duration.ofNanos(now - lastHeard);
        if (silent.compareTo(limits.silence()) > 0) {
            stop();
            context.fireExceptionCaught(new IOException(
                    "nothing came for " + limits.silence().toMillis() + " ms, not even a sign of life"));
        } else if (now - lastSent >= limits.heartbeat().toNanos() / 2
                && context.channel().isWritable()) {
            // A channel that is writable has no frame half written: see Outbox.drain.
            Channels.send(context, new Frame(FrameType.PING, Frame.EMPTY));
            lastSent = now;
        }
    }
}
