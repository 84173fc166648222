package dev.quorate.conformance.history;

/** Whether a history is what it is held against. */
public enum Verdict {
    YES,
    NO,
    /** A limit was reached first. */
    UNKNOWN;

    /** The verdict on a whole of two parts: one part that is not decides. */
    Verdict and(Verdict other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
    }
}
