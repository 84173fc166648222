package dev.quorate.runtime.net;

import java.util.Optional;

/** What a frame is for: the first byte after its length. */
enum FrameType {
    /** The dialler's first frame. */
    HELLO(1),
    /** The acceptor's answer: come in. */
    WELCOME(2),
    /** The acceptor's answer: stay out, and why. */
    REFUSAL(3),
    /** A payload. */
    DATA(4),
    /** Nothing, but a sign of life. */
    PING(5);

    private static final FrameType[] BY_CODE = {null, HELLO, WELCOME, REFUSAL, DATA, PING};

    private final byte code;

    FrameType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<FrameType> of(byte code) {
        return code > 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }
}
