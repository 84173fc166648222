package dev.quorate.runtime.net;

import io.netty.buffer.ByteBuf;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** One end of a connection in plain Java: says what a test tells it to, right or wrong. */
final class Raw implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    Raw(InetSocketAddress to) throws IOException {
        this(new Socket(to.getAddress(), to.getPort()));
    }

    Raw(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
    }

    Raw send(Frame frame) throws IOException {
        ByteBuf bytes = frame.encode();
        byte[] array = new byte[bytes.readableBytes()];
        bytes.readBytes(array).release();
        return send(array);
    }

    Raw send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    Raw data(String payload) throws IOException {
        return send(new Frame(FrameType.DATA, Nodes.bytes(payload)));
    }

    /** The next frame that is no sign of life. */
    Frame read() throws IOException {
        Frame frame;
        do {
            byte[] payload = new byte[in.readInt() - 1];
            FrameType type = FrameType.of(in.readByte()).orElseThrow();
            in.readFully(payload);
            frame = new Frame(type, payload);
        } while (frame.type() == FrameType.PING);
        return frame;
    }

    Welcome welcome() throws IOException {
        Frame frame = read();
        if (frame.type() == FrameType.REFUSAL) {
            throw new RefusedException(Refusal.decode(frame.payload()));
        }
        return Welcome.decode(frame.payload());
    }

    Refusal refusal() throws IOException {
        Frame frame = read();
        if (frame.type() != FrameType.REFUSAL) {
            throw new AssertionError("expected a refusal, found " + frame.type());
        }
        return Refusal.decode(frame.payload());
    }

    /** Reads until the other side has closed the connection. */
    void awaitEnd() throws IOException {
        try {
            while (in.read() >= 0) {
                // Whatever it still says.
            }
        } catch (EOFException | SocketException e) {
            // Closed, or reset, which is closed too.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
