package dev.quorate.conformance.history;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An object as a sequential program: where it starts, and what each operation does. States are immutable, and equal when no
 * operation tells them apart.
 *
 * @param <S> the states
 */
public interface Model<S> {
    /** Its name on the command line. */
    String name();

    /** The functions that it knows. */
    Set<String> functions();

    /** Whether each operation must name a key. */
    boolean needsKeys();

    /** The state before all operations. */
    S initial();

    /**
     * What an operation on this object does.
     *
     * @throws IllegalArgumentException if the function has no such argument or result; the message says what was expected
     */
    Effect<S> effect(Operation operation);

    /**
     * Whether a state that an operation has just made can be one of a history, as far as all operations on the object together
     * tell. A model need not know: to refuse a state early only saves time.
     */
    default Predicate<S> possible(List<Operation> operations) {
        return state -> true;
    }

    /**
     * Whether a state may be seen by any of these operations, or a later state that was made from it by updates that do not
     * replace it. A model need not know: to leave out what nobody sees only saves time.
     */
    default Predicate<S> seen(List<Operation> operations) {
        return state -> true;
    }

    /** A state in words, to follow "the object". */
    String describe(S state);

    /** The argument of a compare-and-set, which is two values. */
    static Datum.Items oldAndNew(Operation operation) {
        if (!operation.argument().isPair()) {
            throw new IllegalArgumentException("expected [old new], found " + operation.argument());
        }
        return (Datum.Items) operation.argument();
    }
}
