package dev.quorate.core;

/**
 * An opaque name: two atoms are equal or they are not, and nothing else is known of them. It is what TLA+ calls a model
 * value. A record that implements this has exactly one component, the name.
 */
public interface Atom {
    /** The name; not empty. */
    String name();
}
