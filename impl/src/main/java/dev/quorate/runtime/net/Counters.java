package dev.quorate.runtime.net;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link Statistics}; any thread. */
final class Counters {
    final LongAdder received = new LongAdder();
    final LongAdder receivedBytes = new LongAdder();
    final LongAdder droppedAway = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder cutClients = new LongAdder();
    final AtomicInteger clients = new AtomicInteger();
    final AtomicInteger handshakes = new AtomicInteger();
    private final LongAdder sent = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder droppedFull = new LongAdder();
    private final LongAdder droppedTooLarge = new LongAdder();

    void offered(Outbox.Offer offer, int bytes) {
        switch (offer) {
            case TAKEN -> {
                sent.increment();
                sentBytes.add(bytes);
            }
            case AWAY -> droppedAway.increment();
            case FULL -> droppedFull.increment();
            case TOO_LARGE -> droppedTooLarge.increment();
        }
    }

    void received(int bytes) {
        received.increment();
        receivedBytes.add(bytes);
    }

    Statistics now() {
        return new Statistics(
                sent.sum(),
                sentBytes.sum(),
                received.sum(),
                receivedBytes.sum(),
                droppedAway.sum(),
                droppedFull.sum(),
                droppedTooLarge.sum(),
                refused.sum(),
                cutClients.sum(),
                clients.get(),
                handshakes.get());
    }
}
