package dev.quorate.conformance.trace;

import dev.quorate.conformance.model.BadInputException;
import java.io.Serial;

/** A file is not a trace. The message names the file, the place in it, and what was expected there. */
public final class TraceFormatException extends BadInputException {
    @Serial
    private static final long serialVersionUID = 1L;

    public TraceFormatException(String message) {
        super(message);
    }
}
