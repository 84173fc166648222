package dev.quorate.runtime.client;

import java.io.Serial;

/** A change was sent, and no answer came: it may have been done, or may yet be, or never. Once, if at all. */
public final class OutcomeUnknownException extends ClientException {
    @Serial
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(String why) {
        super("the outcome is unknown: " + why + "; it may have been done, or may yet be");
    }
}
