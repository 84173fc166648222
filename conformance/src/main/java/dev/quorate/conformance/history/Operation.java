package dev.quorate.conformance.history;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One operation of one client: its invocation, and its response if there was one.
 *
 * @param process who called; a process has one call open at a time
 * @param function what was called: {@code read}, {@code write}, {@code cas}
 * @param key the object it was called on, where a history has several
 * @param argument what was sent; {@link Datum#nil()} where a function takes nothing
 * @param outcome what the client knows of it
 * @param result what was returned; {@link Datum#nil()} unless {@code outcome} is {@link Outcome#OK}
 * @param version the version of the store that the response carried
 * @param invokedAt the place of the invocation in the order of all invocations and responses
 * @param returnedAt the place of the response; {@link #NEVER} if there was none, or it was {@link Outcome#INFO}
 * @param invokedLine the line of the invocation, from 1
 * @param returnedLine the line of the response; 0 if there was none
 */
public record Operation(
        long process,
        String function,
        Optional<Datum> key,
        Datum argument,
        Outcome outcome,
        Datum result,
        OptionalLong version,
        int invokedAt,
        int returnedAt,
        int invokedLine,
        int returnedLine) {
    /** The place of a response that there never was. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** The call in words, such as {@code cas [3 4]}. */
    public String call() {
        return function + key.map(name -> " " + name).orElse("") + (argument.equals(Datum.nil()) ? "" : " " + argument);
    }

    /** Where the file has it, such as {@code lines 4-9}. */
    public String lines() {
        return returnedLine == 0 ? "line " + invokedLine : "lines " + invokedLine + "-" + returnedLine;
    }

    @Override
    public String toString() {
        String what = "process " + process + ": " + call();
        return switch (outcome) {
            case OK -> isEcho() ? what : what + " -> " + result;
            case FAIL -> what + ", which failed";
            case INFO -> what + ", of unknown outcome";
        };
    }

    /** This operation as one that never returns. */
    Operation neverReturning() {
        return new Operation(
                process,
                function,
                key,
                argument,
                Outcome.INFO,
                Datum.nil(),
                OptionalLong.empty(),
                invokedAt,
                NEVER,
                invokedLine,
                0);
    }

    /** Whether the result says no more than the call does. */
    private boolean isEcho() {
        return !argument.equals(Datum.nil()) && (result.equals(argument) || result.equals(Datum.nil()));
    }

    /** This operation on one object of several. */
    Operation on(Datum object, Datum newArgument, Datum newResult) {
        return new Operation(
                process,
                function,
                Optional.of(object),
                newArgument,
                outcome,
                newResult,
                version,
                invokedAt,
                returnedAt,
                invokedLine,
                returnedLine);
    }

    /** This operation as one that took effect and returned this. */
    Operation returning(Datum newResult) {
        return new Operation(
                process,
                function,
                key,
                argument,
                Outcome.OK,
                newResult,
                version,
                invokedAt,
                returnedAt,
                invokedLine,
                returnedLine);
    }
}
