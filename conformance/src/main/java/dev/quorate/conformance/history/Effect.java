package dev.quorate.conformance.history;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an operation with this argument and this result does to an object: a pure function from the state before to the state
 * after, or to nothing if the object, in that state, would not have answered so.
 *
 * @param kind how the states before and after hang together
 * @param needs the one state in which the object answers so; absent if there are several
 * @param step the function
 * @param <S> the states
 */
public record Effect<S>(Kind kind, Optional<S> needs, Function<S, Optional<S>> step) {
    /** How the states before and after hang together. */
    public enum Kind {
        /** The state after is the one before. */
        OBSERVES,
        /** The state after is always the same, whatever was before. */
        REPLACES,
        /** The state after depends on the one before. */
        CHANGES
    }

    /** An operation that leaves the state as it is, and is answered so in this state only. */
    static <S> Effect<S> sees(S expected) {
        return new Effect<>(
                Kind.OBSERVES,
                Optional.of(expected),
                state -> state.equals(expected) ? Optional.of(state) : Optional.empty());
    }

    /** An operation that leaves the state as it is, and is answered so in some states. */
    static <S> Effect<S> sees(Predicate<S> expected) {
        return new Effect<>(
                Kind.OBSERVES, Optional.empty(), state -> expected.test(state) ? Optional.of(state) : Optional.empty());
    }

    /** An operation that makes this the state. */
    static <S> Effect<S> replaces(S state) {
        Optional<S> after = Optional.of(state);
        return new Effect<>(Kind.REPLACES, Optional.empty(), before -> after);
    }

    /** An operation that turns this state into that, and is answered so in this state only. */
    static <S> Effect<S> changes(S from, S to) {
        Optional<S> after = Optional.of(to);
        return new Effect<>(Kind.CHANGES, Optional.of(from), before -> before.equals(from) ? after : Optional.empty());
    }

    /** An operation that may turn any state into another. */
    static <S> Effect<S> changes(Function<S, Optional<S>> step) {
        return new Effect<>(Kind.CHANGES, Optional.empty(), step);
    }

    boolean observes() {
        return kind == Kind.OBSERVES;
    }

    Optional<S> apply(S state) {
        return step.apply(state);
    }
}
