package dev.quorate.runtime.server;

import java.io.Serial;

/** A server cannot start, because of what it was told or what it found. The message says what is wrong, where, and what to do. */
public final class ServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
