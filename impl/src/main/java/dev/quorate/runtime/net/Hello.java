package dev.quorate.runtime.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A dialler's first frame: what it speaks and who it is. What it does not know (a client has no name and may not know whom it has
 * dialled, nor which protocol runs there) is the empty string.
 *
 * @param instance a random number of the dialling process: two of one name are not one process
 * @param frameBytes the longest payload that the dialler takes
 */
record Hello(Kind kind, String cluster, String protocol, String from, String to, long instance, int frameBytes) {
    /** "QRTE". */
    static final int MAGIC = 0x51525445;

    /** Goes up with whatever changes on the wire, below the payloads. */
    static final int VERSION = 1;

    /** The longest name, in bytes of UTF-8; four of them fit in a frame of the handshake. */
    static final int NAME_BYTES = 200;

    /** Who dials. */
    enum Kind {
        PEER(0),
        CLIENT(1);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    Frame frame() {
        ByteBuffer bytes = ByteBuffer.allocate(Frame.HANDSHAKE_BYTES);
        bytes.putInt(MAGIC).putShort((short) VERSION).put((byte) kind.code);
        putName(bytes, cluster);
        putName(bytes, protocol);
        putName(bytes, from);
        putName(bytes, to);
        bytes.putLong(instance).putInt(frameBytes);
        byte[] payload = new byte[bytes.position()];
        bytes.flip().get(payload);
        return new Frame(FrameType.HELLO, payload);
    }

    /** Reads one; magic and version first, since what comes after them is this version's. */
    static Hello decode(byte[] payload) throws RefusedException {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        if (bytes.remaining() < 7 || bytes.getInt() != MAGIC) {
            throw refused(Refusal.Reason.NOT_QUORATE, "this is a quorate node, and what dials it is not quorate");
        }
        int version = bytes.getShort() & 0xffff;
        if (version != VERSION) {
            throw refused(
                    Refusal.Reason.VERSION,
                    "the dialler's frames are of version " + version + ", this node's of version " + VERSION);
        }
        Kind kind = kind(bytes.get());
        String cluster = name(bytes);
        String protocol = name(bytes);
        String from = name(bytes);
        String to = name(bytes);
        if (bytes.remaining() != Long.BYTES + Integer.BYTES) {
            throw refused(Refusal.Reason.MALFORMED, "the first frame is too short or too long");
        }
        long instance = bytes.getLong();
        return new Hello(kind, cluster, protocol, from, to, instance, Math.max(0, bytes.getInt()));
    }

    private static Kind kind(int code) throws RefusedException {
        for (Kind kind : Kind.values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw refused(Refusal.Reason.MALFORMED, "a dialler of kind " + code + " is neither a peer nor a client");
    }

    static void putName(ByteBuffer to, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        to.put((byte) bytes.length).put(bytes);
    }

    static String name(ByteBuffer from) throws RefusedException {
        int length = from.hasRemaining() ? from.get() & 0xff : -1;
        if (length < 0 || length > from.remaining()) {
            throw refused(Refusal.Reason.MALFORMED, "a name in the first frame is cut off");
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static RefusedException refused(Refusal.Reason reason, String text) {
        return new RefusedException(new Refusal(reason, text));
    }
}
