package dev.quorate.runtime.net;

import java.nio.charset.StandardCharsets;

/** Why a connection is refused, as it is told to the other side: a code for programs, a text for people. */
public record Refusal(Reason reason, String text) {
    /** The longest text that is sent or taken, in characters. */
    private static final int TEXT_CHARACTERS = 250;

    /** The kinds of refusal, each with its code on the wire. */
    public enum Reason {
        /** The first bytes are not ours. */
        NOT_QUORATE(1),
        /** Another version of the frames. */
        VERSION(2),
        /** Another cluster's name. */
        CLUSTER(3),
        /** Another protocol. */
        PROTOCOL(4),
        /** The dialler wants another node. */
        WRONG_NODE(5),
        /** The dialler claims to be the node that it has dialled. */
        OWN_ID(6),
        /** The dialler claims to be a node that is none of the cluster's. */
        UNKNOWN_PEER(7),
        /** Another process of that node's name is connected. */
        DUPLICATE(8),
        /** The certificate is not that of the node which the dialler claims to be. */
        CERTIFICATE(9),
        /** As many clients as there may be. */
        TOO_MANY(10),
        /** A frame longer than allowed. */
        TOO_LARGE(11),
        /** Bytes that are no frame, or a frame out of place. */
        MALFORMED(12),
        /** No handshake in time. */
        TOO_SLOW(13),
        /** A reason that this version does not know. */
        UNKNOWN(0);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        private static Reason of(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            return UNKNOWN;
        }
    }

    public Refusal {
        text = Printable.of(text, TEXT_CHARACTERS);
    }

    Frame frame() {
        byte[] characters = text.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[characters.length + 1];
        payload[0] = (byte) reason.code;
        System.arraycopy(characters, 0, payload, 1, characters.length);
        return new Frame(FrameType.REFUSAL, payload);
    }

    static Refusal decode(byte[] payload) {
        if (payload.length == 0) {
            return new Refusal(Reason.UNKNOWN, "no reason given");
        }
        return new Refusal(Reason.of(payload[0]), new String(payload, 1, payload.length - 1, StandardCharsets.UTF_8));
    }
}
