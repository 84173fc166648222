package dev.quorate.runtime.net;

import java.io.IOException;
import java.io.Serial;

/** A connection was refused, by the other side or by this one. */
public final class RefusedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.text());
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }

    /** A refusal is a matter of course: no stack is needed to understand it, and whoever provokes many of them shall pay. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
