package dev.quorate.runtime.client;

import java.io.Serial;

/** Why a client has no answer. */
public sealed class ClientException extends RuntimeException
        permits OutcomeUnknownException, NoAnswerException, InvalidRequestException, ClientClosedException {
    @Serial
    private static final long serialVersionUID = 1L;

    ClientException(String message) {
        super(message);
    }
}
