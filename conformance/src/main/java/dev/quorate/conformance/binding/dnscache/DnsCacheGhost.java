package dev.quorate.conformance.binding.dnscache;

import dev.quorate.core.Command;
import dev.quorate.replication.dnscache.Node;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePVector;

/**
 * The ghost variable of {@code DnsCache.tla}.
 *
 * @param held the values that the authority has held, in order
 */
record DnsCacheGhost(List<Held> held) {
    static final DnsCacheGhost INITIAL = new DnsCacheGhost(List.of(new Held(Optional.empty(), 0)));

    /**
     * A value that the authority has held.
     *
     * @param since the time from which on
     */
    record Held(Optional<Command> value, int since) {}

    DnsCacheGhost {
        held = held instanceof TreePVector ? held : TreePVector.from(held);
    }

    /** The spec's Step, at the authority: what it holds, if it is another value than before. */
    DnsCacheGhost after(Node authority) {
        return last().value().equals(authority.value())
                ? this
                : new DnsCacheGhost(TreePVector.from(held).plus(new Held(authority.value(), authority.clock())));
    }

    /** What the authority holds. */
    Held last() {
        return held.get(held.size() - 1);
    }

    /** Where a value stands that was held last at this place; empty if it never was. */
    private Optional<Integer> placeOf(Optional<Command> value) {
        for (int i = held.size() - 1; i >= 0; i--) {
            if (held.get(i).value().equals(value)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    boolean contains(Optional<Command> value) {
        return placeOf(value).isPresent();
    }

    /** How long ago the authority gave up a value that it has held; 0 if it holds it. */
    int age(Optional<Command> value, int now) {
        int next = placeOf(value).orElseThrow() + 1;
        return next == held.size() ? 0 : now - held.get(next).since();
    }
}
