package dev.quorate.runtime.api;

/** Which keys are meant. Keys are ordered as {@link String#compareTo} orders them. */
public sealed interface Keys {
    /** One key. */
    record One(String key) implements Keys {}

    /** All keys that begin like this; with the empty prefix, all there are. */
    record Prefix(String prefix) implements Keys {}

    /** All keys from one on, and before another. */
    record Between(String from, String to) implements Keys {}

    /** Where they begin. */
    default String first() {
        if (this instanceof One one) {
            return one.key();
        } else if (this instanceof Prefix prefix) {
            return prefix.prefix();
        }
        return ((Between) this).from();
    }

    /** Whether a key is one of them. */
    default boolean contains(String key) {
        if (this instanceof One one) {
            return key.equals(one.key());
        } else if (this instanceof Prefix prefix) {
            return key.startsWith(prefix.prefix());
        }
        Between between = (Between) this;
        return key.compareTo(between.from()) >= 0 && key.compareTo(between.to()) < 0;
    }
}
