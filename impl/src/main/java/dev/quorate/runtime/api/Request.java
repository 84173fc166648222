package dev.quorate.runtime.api;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Entry;

/** What a client asks a server. Each request has a number, by which the client knows its answer. */
public sealed interface Request {
    /** How fresh an answer must be. */
    enum Freshness {
        /** No older than the question: only who leads can answer, when a quorum has said that it does. */
        LINEARIZABLE,
        /** What the server that is asked has applied, which may be old. */
        STALE
    }

    /**
     * A command for the log, in which a client opens a session, or asks for something in one.
     *
     * @param command an {@link Entry}; a server refuses what is none
     */
    record Submit(Command command) implements Request {
        /** Such a command. */
        public static Submit of(Entry entry) {
            return new Submit(entry.command());
        }
    }

    /** What a key holds. */
    record Get(String key, Freshness freshness) implements Request {}

    /**
     * What keys hold, in order.
     *
     * @param limit how many at most, 1 to {@link Bounds#MAX_RANGE}; the server may give fewer, and says so
     */
    record Range(Keys keys, int limit, Freshness freshness) implements Request {}

    /**
     * To be told of changes, from now on until {@link Unwatch} or the end of the connection.
     *
     * @param after the revision after which changes are wanted; {@link #NOW} for those from now on
     */
    record Watch(Keys keys, long after) implements Request {
        public static final long NOW = -1;
    }

    /** Ends a watch, which is not answered any more. */
    record Unwatch(long watch) implements Request {}

    /** How the server stands. */
    record Status() implements Request {}

    /** To have another server lead. */
    record Transfer(NodeId to) implements Request {}
}
