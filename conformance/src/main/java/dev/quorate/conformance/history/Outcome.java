package dev.quorate.conformance.history;

/** What a client knows of what became of its operation. */
public enum Outcome {
    /** It took effect, once, between its invocation and its response. */
    OK,
    /** It did not take effect and never will. */
    FAIL,
    /** Nobody knows: it may have taken effect, may do so at any later time, or never. */
    INFO
}
