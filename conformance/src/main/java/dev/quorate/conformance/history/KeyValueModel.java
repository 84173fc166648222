package dev.quorate.conformance.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One key of a store. {@code get} returns its value, nil if there is none; {@code put} and {@code cas [old new]} are as a
 * register's write and compare-and-set; {@code delete} takes the value away; {@code append} puts a string after the one that
 * is there. The empty string and no value are one: stores differ in which of the two they answer for a key that is not there.
 */
final class KeyValueModel implements Model<Datum> {
    private static final Datum EMPTY = new Datum.Text("");

    @Override
    public String name() {
        return "key-value";
    }

    @Override
    public Set<String> functions() {
        return Set.of("get", "put", "append", "delete", "cas");
    }

    @Override
    public boolean needsKeys() {
        return true;
    }

    @Override
    public Datum initial() {
        return Datum.nil();
    }

    @Override
    public Effect<Datum> effect(Operation operation) {
        return switch (operation.function()) {
            case "get" -> Effect.sees(value(operation.result()));
            case "put" -> Effect.replaces(value(operation.argument()));
            case "delete" -> Effect.replaces(Datum.nil());
            case "cas" -> {
                Datum.Items values = Model.oldAndNew(operation);
                yield RegisterModel.compareAndSet(value(values.item(0)), value(values.item(1)), operation.result());
            }
            default -> append(operation.argument());
        };
    }

    private static Datum value(Datum given) {
        return given.equals(EMPTY) ? Datum.nil() : given;
    }

    private static Effect<Datum> append(Datum argument) {
        if (!(argument instanceof Datum.Text suffix)) {
            throw new IllegalArgumentException("expected a string, found " + argument);
        }
        return Effect.changes(before -> {
            if (before instanceof Datum.Text text) {
                return Optional.of(new Datum.Text(text.value() + suffix.value()));
            }
            return before.equals(Datum.nil()) ? Optional.of(value(suffix)) : Optional.empty();
        });
    }

    /** A string is seen if one that begins with it was read, or was what a compare-and-set looked for. */
    @Override
    public Predicate<Datum> seen(List<Operation> operations) {
        TreeSet<String> read = new TreeSet<>();
        for (Operation operation : operations) {
            Effect<Datum> effect = effect(operation);
            if (operation.outcome() == Outcome.OK
                    && effect.observes()
                    && effect.needs().isEmpty()) {
                return state -> true;
            }
            boolean counts = operation.outcome() == Outcome.OK || !effect.observes();
            if (counts && effect.needs().orElse(Datum.nil()) instanceof Datum.Text text) {
                read.add(text.value());
            }
        }
        return state -> {
            if (!(state instanceof Datum.Text text)) {
                return true;
            }
            String next = read.ceiling(text.value());
            return next != null && next.startsWith(text.value());
        };
    }

    @Override
    public String describe(Datum state) {
        return state.equals(Datum.nil()) ? "has no value" : "holds " + state;
    }
}
