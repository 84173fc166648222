package dev.quorate.kv;

import java.util.Optional;

/** What can be done with a key. A key that was never set, or was deleted, holds nothing. */
public sealed interface Operation {
    String key();

    /** The answer is what the key holds. */
    record Get(String key) implements Operation {}

    record Put(String key, String value) implements Operation {}

    /**
     * Sets the key if it holds what is expected. If it does not, it is not done, and the answer is what it holds.
     *
     * @param expected empty if the key must hold nothing
     */
    record CompareAndSet(String key, Optional<String> expected, String value) implements Operation {}

    /** Not done if the key holds nothing. */
    record Delete(String key) implements Operation {}

    /**
     * What came of an operation.
     *
     * @param done whether it was done
     * @param value what the key holds, if that is asked for and it holds something
     */
    record Outcome(boolean done, Optional<String> value) {
        static final Outcome DONE = new Outcome(true, Optional.empty());
        static final Outcome NOT_DONE = new Outcome(false, Optional.empty());
    }
}
