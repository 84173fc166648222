package dev.quorate.conformance.model;

import java.io.Serial;

/**
 * Something that the user gave cannot be used: a file, an option, a jar. The message is complete in itself: what, where,
 * and what to do. The command line ends with status 2.
 */
public class BadInputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
