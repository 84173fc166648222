package dev.quorate.peers.jraft;

import java.io.Serializable;

/** What a server answers. */
final class Response implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String value;
    private final String error;

    private Response(String value, String error) {
        this.value = value;
        this.error = error;
    }

    static Response of(String value) {
        return new Response(value, "");
    }

    static Response failed(String error) {
        return new Response("", error == null || error.isEmpty() ? "unknown error" : error);
    }

    String value() {
        return value;
    }

    /** Empty if there is none. */
    String error() {
        return error;
    }
}
