package dev.quorate.conformance.model;

/** How long a model takes, and so when it is run: {@code verify} and the tests take the small ones. */
public enum Size {
    SMALL,
    MEDIUM,
    LARGE
}
