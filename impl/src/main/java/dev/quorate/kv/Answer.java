package dev.quorate.kv;

import dev.quorate.kv.Operation.Outcome;

/** What a client is told of a command, when a replica has applied it. */
public sealed interface Answer {
    /** The command was nobody's. */
    record Ignored() implements Answer {}

    /**
     * A session was opened.
     *
     * @param session its name
     */
    record Registered(long session) implements Answer {}

    /**
     * A request took effect, now or when it came for the first time.
     *
     * @param index where in the log it did
     * @param outcome what came of it
     */
    record Done(long index, Outcome outcome) implements Answer {}

    /** The client has sent a later request since, so this one is not executed; whether it has been is forgotten. */
    record Outdated() implements Answer {}

    /** The session has expired. The request is not executed; if it came before, it may have been then. */
    record Expired() implements Answer {}
}
