package dev.quorate.conformance.claim;

import java.util.Locale;

/** What becomes of a claim. */
public enum Verdict {
    /** Every behaviour of a bounded model, or every simulated run, is as the claim says. */
    PROVED,

    /** The claim says that something always holds, and there is a behaviour in which it does not. */
    REFUTED,

    /** The claim says that something can happen, and there is a behaviour in which it does. */
    SHOWN,

    /** The claim has a number, which was counted. */
    COUNTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
