package dev.quorate.conformance.simulation;

import dev.quorate.core.Command;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks of the replicated key–value store, or of a cluster that chooses one value. It is one command of the log, however often it is sent.
 *
 * @param client who asks
 * @param sequence the how-manieth of its operations this is
 * @param key the key
 * @param action what to do with it
 */
public record Operation(int client, long sequence, String key, Action action) {
    /** What can be done with a key. A key that was never written has no value. */
    public sealed interface Action {
        record Get() implements Action {}

        record Put(long value) implements Action {}

        /** Sets the key if nobody has; the answer is what it holds then. */
        record Propose(long value) implements Action {}

        /** Compare and set. */
        record Cas(long expected, long value) implements Action {}
    }

    /**
     * The answer.
     *
     * @param done whether it was done; false if a comparison failed
     * @param value the value read, if there was one to read
     * @param version the version of the store that was made or read
     */
    public record Result(boolean done, Optional<Long> value, long version) {
        /** Of what gives nothing back. */
        static Result nothing(long version) {
            return new Result(true, Optional.empty(), version);
        }
    }

    /** The command; it says all of the operation, so that a log is read without this class. */
    Command command() {
        String text;
        if (action instanceof Action.Put put) {
            text = "put " + key + " " + put.value();
        } else if (action instanceof Action.Cas cas) {
            text = "cas " + key + " " + cas.expected() + " " + cas.value();
        } else if (action instanceof Action.Propose propose) {
            text = "propose " + propose.value();
        } else {
            text = "get " + key;
        }
        return new Command("c" + client + "." + sequence + " " + text);
    }

    /** Does this to a store, and makes a version of it. */
    Result apply(Map<String, Long> store, long version) {
        Optional<Long> value = Optional.ofNullable(store.get(key));
        if (action instanceof Action.Put put) {
            store.put(key, put.value());
            return Result.nothing(version);
        } else if (action instanceof Action.Cas cas) {
            boolean equal = value.equals(Optional.of(cas.expected()));
            if (equal) {
                store.put(key, cas.value());
            }
            return new Result(equal, Optional.empty(), version);
        } else if (action instanceof Action.Propose propose) {
            Long chosen = store.putIfAbsent(key, propose.value());
            return new Result(true, Optional.of(chosen == null ? propose.value() : chosen), version);
        }
        return new Result(true, value, version);
    }
}
