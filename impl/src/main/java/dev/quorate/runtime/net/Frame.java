package dev.quorate.runtime.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** One frame. On the wire: four bytes with the length of all that follows, a byte with the type, the payload. */
final class Frame {
    /** The length and the type. */
    static final int HEADER_BYTES = 5;

    static final byte[] EMPTY = {};

    /** The longest payload that one may send before the handshake is over. */
    static final int HANDSHAKE_BYTES = 1024;

    private final FrameType type;
    private final byte[] payload;

    Frame(FrameType type, byte[] payload) {
        this.type = type;
        this.payload = payload;
    }

    FrameType type() {
        return type;
    }

    byte[] payload() {
        return payload;
    }

    static void writeHeader(ByteBuf to, FrameType type, int payloadBytes) {
        to.writeInt(payloadBytes + 1);
        to.writeByte(type.code());
    }

    /** As bytes; for the small frames that are none of a queue's. */
    ByteBuf encode() {
        ByteBuf bytes = Unpooled.buffer(HEADER_BYTES + payload.length);
        writeHeader(bytes, type, payload.length);
        return bytes.writeBytes(payload);
    }
}
