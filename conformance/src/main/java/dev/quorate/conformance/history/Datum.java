package dev.quorate.conformance.history;

import java.util.List;
import java.util.Optional;

/** A value that a client sends or is given. {@code nil} is a value like any other. */
public sealed interface Datum {
    /** The value nil. */
    record Nil() implements Datum {
        private static final Nil INSTANCE = new Nil();

        @Override
        public String toString() {
            return "nil";
        }
    }

    /** No value: what a register holds before the first write. */
    static Datum nil() {
        return Nil.INSTANCE;
    }

    /** An integer. */
    record Int(long value) implements Datum {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A truth value. */
    record Bool(boolean value) implements Datum {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A string; a keyword of EDN is the string with its colon. */
    record Text(String value) implements Datum {
        @Override
        public String toString() {
            return value.startsWith(":") ? value : '"' + value + '"';
        }
    }

    /** Several values in their order. */
    record Items(List<Datum> items) implements Datum {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return String.join(" ", items.stream().map(Datum::toString).toList())
                    .transform(text -> "[" + text + "]");
        }
    }

    /**
     * The datum that a Java value stands for: an integer, a boolean, a string, a list of such, an {@code Optional}, or a
     * datum.
     *
     * @throws IllegalArgumentException if it is of another type
     */
    static Datum of(Object value) {
        if (value instanceof Datum datum) {
            return datum;
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return new Int(((Number) value).longValue());
        } else if (value instanceof Boolean bool) {
            return new Bool(bool);
        } else if (value instanceof String text) {
            return new Text(text);
        } else if (value instanceof List<?> list) {
            return new Items(list.stream().map(Datum::of).toList());
        } else if (value instanceof Optional<?> optional) {
            return optional.<Datum>map(Datum::of).orElse(nil());
        }
        throw new IllegalArgumentException(
                "expected nil, an integer of 64 bits, a boolean, a string or a list of these, found "
                        + (value == null ? "null" : value.getClass().getSimpleName() + " " + value));
    }

    /** Whether this is two values, as {@code [old new]} or {@code [key value]} is. */
    default boolean isPair() {
        return this instanceof Items items && items.items().size() == 2;
    }

    /** One of several values. */
    default Datum item(int index) {
        return ((Items) this).items().get(index);
    }
}
