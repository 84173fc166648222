package dev.quorate.runtime.client;

import java.io.Serial;

/** No server answered in time. Nothing was done. */
public final class NoAnswerException extends ClientException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String why;

    NoAnswerException(String why) {
        super("no answer: " + why);
        this.why = why;
    }

    /** The same of a change that was never sent. */
    NoAnswerException ofAChange() {
        return new NoAnswerException(why + "; nothing was done");
    }
}
