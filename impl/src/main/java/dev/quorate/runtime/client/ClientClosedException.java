package dev.quorate.runtime.client;

import java.io.Serial;

/** The client was closed before. Nothing was done. */
public final class ClientClosedException extends ClientException {
    @Serial
    private static final long serialVersionUID = 1L;

    ClientClosedException() {
        super("the client is closed; nothing was done");
    }
}
