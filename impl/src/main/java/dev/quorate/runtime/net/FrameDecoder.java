package dev.quorate.runtime.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes {@link Frame}s of bytes. A frame's memory grows with what has arrived of it, not with what its length promises. While
 * its channel does not read (a paused connection), what has been read already waits here. After the first malformed frame it
 * reports a {@link RefusedException} and takes no more.
 */
final class FrameDecoder extends ChannelInboundHandlerAdapter {
    /** What is allocated for a longer frame when it begins. */
    private static final int FIRST_BYTES = 64 * 1024;

    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;

    private final Deque<ByteBuf> unread = new ArrayDeque<>();
    private final byte[] header = new byte[Frame.HEADER_BYTES];
    private int headerBytes;
    private FrameType type = FrameType.PING;
    private byte[] payload = Frame.EMPTY;
    private int payloadBytes;
    private int length;
    private int limit;
    private boolean decoding;
    private boolean stopped;

    FrameDecoder(int limit) {
        this.limit = limit;
    }

    /** From the next frame on, payloads may be as long as this. */
    void limit(int bytes) {
        limit = bytes;
    }

    /** Takes no more: what still arrives is thrown away. */
    void stop() {
        stopped = true;
        payload = Frame.EMPTY;
        while (!unread.isEmpty()) {
            unread.remove().release();
        }
    }

    /** Stops the decoder of a channel whose handler has had enough. */
    static void stop(ChannelHandlerContext context) {
        FrameDecoder decoder = context.pipeline().get(FrameDecoder.class);
        if (decoder != null) {
            decoder.stop();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ByteBuf buffer = (ByteBuf) bytes;
        if (stopped) {
            buffer.release();
            return;
        }
        unread.add(buffer);
        proceed(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    /** Goes on after a pause. */
    void proceed(ChannelHandlerContext context) {
        if (decoding) {
            return;
        }
        decoding = true;
        try {
            while (!unread.isEmpty() && context.channel().config().isAutoRead()) {
                ByteBuf buffer = unread.peek();
                if (buffer.isReadable()) {
                    take(context, buffer);
                } else {
                    unread.remove().release();
                }
            }
        } catch (RefusedException e) {
            stop();
            context.fireExceptionCaught(e);
        } finally {
            decoding = false;
        }
    }

    private void take(ChannelHandlerContext context, ByteBuf buffer) throws RefusedException {
        if (headerBytes < header.length) {
            int bytes = Math.min(header.length - headerBytes, buffer.readableBytes());
            buffer.readBytes(header, headerBytes, bytes);
            headerBytes += bytes;
            if (headerBytes < header.length) {
                return;
            }
            begin();
        }
        int bytes = Math.min(length - payloadBytes, buffer.readableBytes());
        if (payloadBytes + bytes > payload.length) {
            payload = Arrays.copyOf(payload, Math.min(length, Math.max(payloadBytes + bytes, 2 * payload.length)));
        }
        buffer.readBytes(payload, payloadBytes, bytes);
        payloadBytes += bytes;
        if (payloadBytes == length) {
            Frame frame = new Frame(type, payload);
            headerBytes = 0;
            payloadBytes = 0;
            payload = Frame.EMPTY;
            context.fireChannelRead(frame);
        }
    }

    private void begin() throws RefusedException {
        int announced = ByteBuffer.wrap(header).getInt();
        if (announced < 1 || announced - 1 > limit) {
            throw new RefusedException(new Refusal(Refusal.Reason.TOO_LARGE, lengthIsWrong(announced)));
        }
        Optional<FrameType> known = FrameType.of(header[4]);
        if (known.isEmpty()) {
            throw new RefusedException(
                    new Refusal(Refusal.Reason.MALFORMED, "there is no frame of type " + (header[4] & 0xff)));
        }
        type = known.get();
        length = announced - 1;
        payload = length == 0 ? Frame.EMPTY : new byte[Math.min(length, FIRST_BYTES)];
    }

    private String lengthIsWrong(int announced) {
        boolean tls = (header[0] == TLS_HANDSHAKE || header[0] == TLS_ALERT) && header[1] == 3;
        return String.format(
                Locale.ROOT,
                "a frame of %d bytes, where 1 to %d are allowed%s",
                announced & 0xffff_ffffL,
                limit + 1L,
                tls ? "; it looks like TLS, which this side has not been set up for" : "");
    }
}
