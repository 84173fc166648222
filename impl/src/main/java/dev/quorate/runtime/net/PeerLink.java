package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The way to one peer: dials it, and dials again whenever that fails or ends, until it is closed. */
final class PeerLink {
    private final NodeId peer;
    private final InetSocketAddress address;
    private final Hello hello;
    private final EventLoop loop;
    private final Dialler dialler;
    private final Transport.Handler handler;
    private final Outbox outbox;
    private final Backoff backoff;
    private final Counters counters;
    private final Sparingly log;
    private final AtomicBoolean unflushed = new AtomicBoolean();

    // Of the loop's thread alone.
    private Optional<Channel> channel = Optional.empty();
    private String lastFailure = "";
    private boolean closed;

    PeerLink(
            NodeId peer,
            InetSocketAddress address,
            Hello hello,
            EventLoop loop,
            Optional<TlsContext> tls,
            Limits limits,
            Transport.Handler handler,
            Counters counters,
            Sparingly log) {
        this.peer = peer;
        this.address = address;
        this.hello = hello;
        this.loop = loop;
        this.dialler = new Dialler(loop, limits, tls);
        this.handler = handler;
        this.outbox = new Outbox(limits.peerQueueBytes());
        this.backoff = new Backoff(limits.firstRetry(), limits.lastRetry(), ThreadLocalRandom.current());
        this.counters = counters;
        this.log = log;
    }

    void start() {
        loop.execute(this::dial);
    }

    /** Puts a payload in the queue; it leaves at the next flush, or sooner. */
    Outbox.Offer send(byte[] payload) {
        Outbox.Offer offer = outbox.offer(payload);
        counters.offered(offer, payload.length);
        if (offer == Outbox.Offer.TAKEN) {
            unflushed.lazySet(true);
        } else if (offer == Outbox.Offer.TOO_LARGE) {
            log.warn(
                    "too large",
                    "dropped a message of " + payload.length + " bytes to node " + peer + ": longer than it takes");
        }
        return offer;
    }

    void flush() {
        if (unflushed.get() && unflushed.getAndSet(false)) {
            loop.execute(() -> channel.ifPresent(outbox::drain));
        }
    }

    boolean isConnected() {
        return outbox.isOpen();
    }

    long queuedBytes() {
        return outbox.bytes();
    }

    void close() {
        loop.execute(() -> {
            closed = true;
            channel.ifPresent(Channels::close);
        });
    }

    private void dial() {
        if (closed) {
            return;
        }
        dialler.dial(address, hello, Optional.of(peer), new Dialler.Attempt() {
            @Override
            public ChannelHandler established(Channel dialled, FrameDecoder decoder, Welcome welcome) {
                return up(dialled, welcome);
            }

            @Override
            public void failed(Throwable cause) {
                failedBecause(dialler.explain(cause));
            }
        });
    }

    private ChannelHandler up(Channel dialled, Welcome welcome) {
        channel = Optional.of(dialled);
        backoff.reset();
        lastFailure = "";
        outbox.open(Math.min(hello.frameBytes(), welcome.frameBytes()));
        log.info("link up", "connected to node " + peer + " at " + Printable.address(address));
        tell(handler::connected);
        if (closed) {
            Channels.close(dialled);
        }
        return new End();
    }

    private void down(String reason) {
        channel = Optional.empty();
        counters.droppedAway.add(outbox.close());
        if (!closed) {
            log.info("link down", "the connection to node " + peer + " has ended: " + reason);
        }
        tell(handler::disconnected);
        dialAgain();
    }

    /** A fault of whoever is told must not cost the link. */
    private void tell(Consumer<NodeId> listener) {
        try {
            listener.accept(peer);
        } catch (RuntimeException e) {
            log.error("fault", "a fault of this node in taking note of the link to node " + peer, e);
        }
    }

    /** The first time, and whenever the reason is another one, it is logged. */
    private void failedBecause(String reason) {
        if (!closed && !reason.equals(lastFailure)) {
            lastFailure = reason;
            log.warn(
                    "link failed",
                    "cannot connect to node " + peer + " at " + Printable.address(address) + ": " + reason
                            + "; trying on");
        }
        dialAgain();
    }

    private void dialAgain() {
        if (!closed) {
            Channels.later(loop, this::dial, backoff.next().toNanos());
        }
    }

    /** The end of a connection to a peer: the peer says nothing on it, but that it lives. */
    private final class End extends ChannelInboundHandlerAdapter {
        private String reason = "the peer has closed it";

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws RefusedException {
            Frame frame = (Frame) message;
            if (frame.type() == FrameType.REFUSAL) {
                throw new RefusedException(Refusal.decode(frame.payload()));
            } else if (frame.type() != FrameType.PING) {
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
            down(reason);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            reason = Explain.of(cause);
            Channels.close(context);
        }
    }
}
