package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import io.netty.channel.Channel;
import java.util.Optional;

/**
 * What comes from one peer: one connection at a time. The peer's process may dial anew, and then the newer connection stands for it:
 * nothing of the older is delivered any more. Another process of the same name is refused while the first is alive. Connections may
 * be of different threads; what they deliver comes one after the other.
 */
final class Incoming {
    private final NodeId peer;
    private final Transport.Handler handler;
    private Channel current;
    private Heartbeat heartbeat;
    private long instance;

    Incoming(NodeId peer, Transport.Handler handler) {
        this.peer = peer;
        this.handler = handler;
    }

    /** Makes a connection the one that stands for the peer, unless another process of that name is alive. */
    synchronized Optional<Refusal> claim(Channel channel, Heartbeat itsHeartbeat, long itsInstance) {
        if (current != null) {
            if (instance != itsInstance && current.isActive() && heartbeat.isFresh()) {
                return Optional.of(new Refusal(
                        Refusal.Reason.DUPLICATE,
                        "another process that calls itself " + Printable.name(peer.name()) + " is connected, from "
                                + Printable.address(current.remoteAddress())));
            }
            Channel older = current;
            gone(older);
            Channels.close(older);
        }
        current = channel;
        heartbeat = itsHeartbeat;
        instance = itsInstance;
        handler.streamOpened(peer);
        return Optional.empty();
    }

    synchronized void deliver(Channel channel, byte[] payload) {
        if (channel == current) {
            handler.received(peer, payload);
        }
    }

    synchronized void gone(Channel channel) {
        if (channel == current) {
            current = null;
            handler.streamClosed(peer);
        }
    }
}
