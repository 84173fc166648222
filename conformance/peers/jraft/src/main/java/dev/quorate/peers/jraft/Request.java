package dev.quorate.peers.jraft;

import java.io.Serializable;

/** What a client sends. A class, since the serialization of sofa-bolt knows no records. */
final class Request implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String value;

    private Request(String key, String value) {
        this.key = key;
        this.value = value;
    }

    static Request put(String key, String value) {
        return new Request(key, value);
    }

    static Request get(String key) {
        return new Request(key, "");
    }

    boolean isPut() {
        return !value.isEmpty();
    }

    String key() {
        return key;
    }

    String value() {
        return value;
    }
}
