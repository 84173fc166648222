package dev.quorate.conformance.history;

import java.util.Set;

/**
 * A register, which holds one value, nil at first. {@code read} returns it, {@code write} replaces it; {@code cas [old new]}
 * replaces {@code old} and leaves any other value alone, returning {@code false} then.
 */
final class RegisterModel implements Model<Datum> {
    private static final Datum FALSE = new Datum.Bool(false);

    private final boolean compares;

    RegisterModel(boolean compares) {
        this.compares = compares;
    }

    @Override
    public String name() {
        return compares ? "cas-register" : "register";
    }

    @Override
    public Set<String> functions() {
        return compares ? Set.of("read", "write", "cas") : Set.of("read", "write");
    }

    @Override
    public boolean needsKeys() {
        return false;
    }

    @Override
    public Datum initial() {
        return Datum.nil();
    }

    @Override
    public Effect<Datum> effect(Operation operation) {
        return switch (operation.function()) {
            case "read" -> Effect.sees(operation.result());
            case "write" -> Effect.replaces(operation.argument());
            default -> {
                Datum.Items values = Model.oldAndNew(operation);
                yield compareAndSet(values.item(0), values.item(1), operation.result());
            }
        };
    }

    static Effect<Datum> compareAndSet(Datum old, Datum replacement, Datum result) {
        if (result.equals(FALSE)) {
            return Effect.sees(value -> !value.equals(old));
        }
        return Effect.changes(old, replacement);
    }

    @Override
    public String describe(Datum state) {
        return "holds " + state;
    }
}
