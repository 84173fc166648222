package dev.quorate.runtime.net;

import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A connection between a client and a node, seen from either end: payloads both ways, in order. Methods are for any thread, and none
 * of them blocks.
 */
public final class Connection {
    private static final String CLOSED = "closed by this side";

    private final Channel channel;
    private final Outbox outbox;
    private final FrameDecoder decoder;
    private final Counters counters;
    private final WhenFull whenFull;
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final AtomicReference<String> reason = new AtomicReference<>();

    /** What happens when more waits for the other side than may. */
    enum WhenFull {
        /** The other side is cut off. */
        CUT,
        /** The payload is not taken. */
        REFUSE
    }

    /** What comes from the other end; called on the connection's thread, one call after the other, and must not block. */
    public interface Receiver {
        /** A payload has come; the array is the receiver's. */
        void received(byte[] payload);

        /** The connection has ended; called once, nothing comes after it. */
        void closed(String reason);
    }

    Connection(Channel channel, Outbox outbox, FrameDecoder decoder, Counters counters, WhenFull whenFull) {
        this.channel = channel;
        this.outbox = outbox;
        this.decoder = decoder;
        this.counters = counters;
        this.whenFull = whenFull;
    }

    /**
     * Sends a payload, behind those before it; what is sent in quick succession leaves together. The array must not be changed any
     * more. At a server, a client for which too much waits is cut off.
     *
     * @return false if it was dropped: the connection has ended, or the queue is full, or the payload is longer than
     *     {@link Limits#clientFrameBytes} of this side or the other
     */
    public boolean send(byte[] payload) {
        Outbox.Offer offer = outbox.offer(payload);
        counters.offered(offer, payload.length);
        if (offer == Outbox.Offer.TAKEN) {
            if (drainScheduled.compareAndSet(false, true)) {
                channel.eventLoop().execute(this::drain);
            }
        } else if (offer == Outbox.Offer.FULL && whenFull == WhenFull.CUT) {
            if (end("it does not read: " + outbox.bytes() + " bytes wait for it")) {
                counters.cutClients.increment();
            }
        }
        return offer == Outbox.Offer.TAKEN;
    }

    /** Reads no more until {@link #resume}: what the other side sends waits there, once the sockets are full. */
    public void pause() {
        channel.config().setAutoRead(false);
    }

    /** Reads on. */
    public void resume() {
        channel.config().setAutoRead(true);
        channel.eventLoop().execute(() -> {
            if (channel.isActive()) {
                decoder.proceed(channel.pipeline().context(decoder));
            }
        });
    }

    /** Ends the connection; what waits to be sent is dropped. */
    public void close() {
        end(CLOSED);
    }

    /** Where the other end is. */
    public SocketAddress remote() {
        return channel.remoteAddress();
    }

    /** What waits to be sent, in bytes. */
    public long queuedBytes() {
        return outbox.bytes();
    }

    /** Ends it for a reason; the first reason is the one that is told. Says whether this is the first. */
    boolean end(String why) {
        boolean first = reason.compareAndSet(null, why);
        Channels.close(channel);
        return first;
    }

    /** Why this side has ended it, if not of its own will. */
    Optional<String> complaint() {
        return reason().filter(why -> !why.equals(CLOSED));
    }

    Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }

    private void drain() {
        // First: what is put in from here on schedules its own.
        drainScheduled.set(false);
        outbox.drain(channel);
    }

    @Override
    public String toString() {
        return Printable.address(channel.remoteAddress());
    }
}
