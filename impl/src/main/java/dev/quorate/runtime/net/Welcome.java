package dev.quorate.runtime.net;

import dev.quorate.core.NodeId;
import java.nio.ByteBuffer;

/**
 * The acceptor's answer.
 *
 * @param node who it is
 * @param frameBytes the longest payload that it takes on this connection
 */
record Welcome(NodeId node, int frameBytes) {
    Frame frame() {
        ByteBuffer bytes = ByteBuffer.allocate(Frame.HANDSHAKE_BYTES);
        Hello.putName(bytes, node.name());
        bytes.putInt(frameBytes);
        byte[] payload = new byte[bytes.position()];
        bytes.flip().get(payload);
        return new Frame(FrameType.WELCOME, payload);
    }

    static Welcome decode(byte[] payload) throws RefusedException {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        String name = Hello.name(bytes);
        if (name.isEmpty() || bytes.remaining() != Integer.BYTES) {
            throw new RefusedException(new Refusal(Refusal.Reason.MALFORMED, "a welcome that cannot be read"));
        }
        return new Welcome(new NodeId(name), Math.max(0, bytes.getInt()));
    }
}
