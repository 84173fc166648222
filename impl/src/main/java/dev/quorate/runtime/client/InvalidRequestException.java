package dev.quorate.runtime.client;

import java.io.Serial;

/** The request is none that can be done, now or later. Nothing was done. */
public final class InvalidRequestException extends ClientException {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidRequestException(String why) {
        super(why);
    }
}
