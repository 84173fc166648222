package dev.quorate.runtime.client;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Where to look for the leader: where the last server said it is, else at one server after the other, more slowly the longer it is
 * in vain. Not thread-safe.
 */
final class Route {
    private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int DOUBLINGS = 6;

    /** So many hints in a row are followed at once: servers that do not know better may send a client in a circle. */
    private static final int TRUSTED_HINTS = 2;

    /** How many servers that are only known by hints are remembered. */
    private static final int MAX_LEARNED = 100;

    private final List<InetSocketAddress> servers;
    private final int limit;
    private final DoubleSupplier random;
    private Optional<InetSocketAddress> hint = Optional.empty();
    private int at;
    private int failures;
    private int hints;
    private long notBefore;

    /** @param random numbers from 0 to 1 */
    Route(List<InetSocketAddress> servers, DoubleSupplier random) {
        this.servers = new ArrayList<>(servers);
        this.limit = servers.size() + MAX_LEARNED;
        this.random = random;
    }

    /** Where to look next. */
    InetSocketAddress next() {
        return hint.orElseGet(() -> servers.get(at));
    }

    /** When to look there, at the earliest. */
    boolean isTime(long now) {
        return now - notBefore >= 0;
    }

    /** The server that was asked did what it was asked for. */
    void succeeded() {
        failures = 0;
        hints = 0;
    }

    /** There is nothing to be had where it was looked last: on to the next. */
    void failed(long now) {
        // After a hint, the round goes on where it was.
        if (hint.isEmpty()) {
            at = (at + 1) % servers.size();
        }
        hint = Optional.empty();
        notBefore = now + backOff();
    }

    /** The server that was asked says who leads. */
    void hinted(InetSocketAddress leader, long now) {
        hint = Optional.of(leader);
        int known = servers.indexOf(leader);
        if (known >= 0) {
            at = known;
        } else if (servers.size() < limit) {
            servers.add(leader);
        }
        hints++;
        notBefore = hints <= TRUSTED_HINTS ? now : now + backOff();
    }

    /** How long to wait after one more failure: twice as long each time, and a bit of chance so that not all come at once. */
    long backOff() {
        long wait = Math.min(LAST_WAIT_NANOS, FIRST_WAIT_NANOS << Math.min(failures, DOUBLINGS));
        failures++;
        return (long) (wait * (0.5 + random.getAsDouble() / 2));
    }
}
