package dev.quorate.replication.dnscache;

import dev.quorate.core.Command;
import java.util.Optional;

/**
 * The local state of one node: the spec's {@code nodes[n]}. Durable, so on disk before the messages of a step leave:
 * {@code value}. The clock goes on while the node is down.
 *
 * @param clock the time
 * @param value the authority's: what was written last
 * @param cache a resolver's: what it has heard
 * @param reading a resolver's: whether a client waits for an answer
 */
public record Node(int clock, Optional<Command> value, Optional<Entry> cache, boolean reading) {
    /**
     * What a resolver has heard.
     *
     * @param value the value, if any was written
     * @param since from when its time to live counts
     */
    public record Entry(Optional<Command> value, int since) {}

    Node withClock(int other) {
        return new Node(other, value, cache, reading);
    }

    Node withValue(Optional<Command> other) {
        return new Node(clock, other, cache, reading);
    }

    Node withCache(Optional<Entry> other) {
        return new Node(clock, value, other, reading);
    }

    Node withReading(boolean other) {
        return new Node(clock, value, cache, other);
    }
}
