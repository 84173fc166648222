package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Input;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that is about to end has another lead, so that clients need not wait until it is missed. */
final class Handover implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final long PATIENCE_MILLIS = 500;
    private static final long LOOK_MILLIS = 5;

    private final NodeId self;
    private final Replica<?, ?, ?> replica;
    private final Peers peers;

    Handover(NodeId self, Replica<?, ?, ?> replica, Peers peers) {
        this.self = self;
        this.replica = replica;
        this.peers = peers;
    }

    /** Asks one peer after the other, while this one leads; returns soon, whether it was of use or not. */
    @Override
    public void run() {
        List<NodeId> candidates = peers.connected();
        for (NodeId peer : candidates) {
            if (!replica.status().leads() || !begins(peer) || hasLeft()) {
                return;
            }
        }
    }

    private boolean begins(NodeId peer) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (!replica.mailbox().offer(new Input.Transfer(peer, reply::complete))) {
            return false;
        }
        try {
            LOG.info("{}: asks {} to lead", self, peer);
            return reply.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) instanceof Reply.Begun;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean hasLeft() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            while (replica.status().leads() && System.nanoTime() < until) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !replica.status().leads();
    }
}
