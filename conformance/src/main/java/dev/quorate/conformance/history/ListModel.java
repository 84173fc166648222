package dev.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A list that grows. {@code append} puts a value at its end, {@code read} returns it whole; nil is the empty list. */
final class ListModel implements Model<ListModel.Grown> {
    /** A list as what was there before its last element and that element: an append copies nothing. */
    static final class Grown {
        static final Grown EMPTY = new Grown(null, Datum.nil(), 0, 1);

        // Null in the empty list only.
        private final Grown before;
        private final Datum last;
        private final int size;
        private final int hash;

        private Grown(Grown before, Datum last, int size, int hash) {
            this.before = before;
            this.last = last;
            this.size = size;
            this.hash = hash;
        }

        Grown with(Datum element) {
            return new Grown(this, element, size + 1, 31 * hash + element.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Grown that) || hash != that.hash || size != that.size) {
                return false;
            }
            // Lists of one search share most of their past.
            Grown mine = this;
            Grown theirs = that;
            while (mine != theirs) {
                if (!mine.last.equals(theirs.last)) {
                    return false;
                }
                mine = mine.before;
                theirs = theirs.before;
            }
            return true;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        List<Datum> tail(int length) {
            List<Datum> elements = new ArrayList<>();
            for (Grown at = this; at.size > 0 && elements.size() < length; at = at.before) {
                elements.add(at.last);
            }
            Collections.reverse(elements);
            return elements;
        }
    }

    private static final int SHOWN = 20;

    @Override
    public String name() {
        return "append-list";
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "append");
    }

    @Override
    public boolean needsKeys() {
        return false;
    }

    @Override
    public Grown initial() {
        return Grown.EMPTY;
    }

    @Override
    public Effect<Grown> effect(Operation operation) {
        if (operation.function().equals("append")) {
            return Effect.changes(before -> Optional.of(before.with(operation.argument())));
        }
        Grown read = Grown.EMPTY;
        if (operation.result() instanceof Datum.Items items) {
            for (Datum element : items.items()) {
                read = read.with(element);
            }
        } else if (!operation.result().equals(Datum.nil())) {
            throw new IllegalArgumentException("expected a list, found " + operation.result());
        }
        return Effect.sees(read);
    }

    /** A list only grows, so each state is the beginning of the longest list that was read. */
    @Override
    public Predicate<Grown> possible(List<Operation> operations) {
        List<Datum> longest = longestRead(operations);
        // What was before the last element was looked at when it was made.
        return state ->
                state.size == 0 || state.size > longest.size() || state.last.equals(longest.get(state.size - 1));
    }

    @Override
    public Predicate<Grown> seen(List<Operation> operations) {
        int longest = longestRead(operations).size();
        return state -> state.size <= longest;
    }

    private static List<Datum> longestRead(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.function().equals("read"))
                .map(operation -> operation.result() instanceof Datum.Items read ? read.items() : List.<Datum>of())
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    @Override
    public String describe(Grown state) {
        List<Datum> tail = state.tail(SHOWN);
        return "holds " + (state.size > SHOWN ? state.size + " elements, at the end " : "") + new Datum.Items(tail);
    }
}
