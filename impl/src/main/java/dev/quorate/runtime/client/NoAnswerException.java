package dev.quorate.runtime.client;

import java.io.Serial;

/** No server answered in time. Nothing was done. */
public final class NoAnswerException extends ClientException {
    @Serial
    private static final long serialVersionUID = 1L;

    NoAnswerException(String why) {
        super("no answer: " + why);
    }
}
