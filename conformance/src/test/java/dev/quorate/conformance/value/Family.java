package dev.quorate.conformance.value;

import dev.quorate.core.Atom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types as a protocol has them, one of each kind. */
final class Family {
    private Family() {}

    record Name(String name) implements Atom {
        Name {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("no name");
            }
        }
    }

    enum Access {
        FULL,
        READ_ONLY
    }

    record Entry(int term, String text) {
        Entry {
            if (term < 0) {
                throw new IllegalArgumentException("term " + term);
            }
        }
    }

    /** Messages of which one holds another. */
    sealed interface Message {}

    record Ask(Name from, int term, List<Entry> log) implements Message {}

    record Answer(boolean granted, Optional<Name> leader) implements Message {}

    record Forward(Message message) implements Message {}

    record Stop() implements Message {}

    record State(
            long clock,
            Access access,
            Set<Name> votes,
            Map<Name, Integer> next,
            Map<Integer, Access> slots,
            Map<String, Integer> counts,
            List<List<Entry>> logs,
            Optional<Name> leader,
            Set<Message> inbox) {}
}
