package dev.quorate.runtime.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits to be sent on one connection, at most so many bytes of it. Any thread puts payloads in; the channel's own thread takes
 * them out as one stream of bytes, in pieces that are written only while the socket takes them: so many small frames are one system
 * call, and a long frame never lies in memory twice.
 */
final class Outbox {
    /** How it went with a payload. */
    enum Offer {
        TAKEN,
        /** There is no connection. */
        AWAY,
        /** The queue is full. */
        FULL,
        /** Longer than the other side takes. */
        TOO_LARGE
    }

    /** What a payload costs beside its bytes: the header on the wire, and about as much as an array and its place here need. */
    static final int OVERHEAD_BYTES = 32;

    private static final int PIECE_BYTES = 128 * 1024;

    private final long limit;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean open;
    private int frameBytes;

    // Of the channel's thread alone: the payload that is on its way out, what it counts for, and how much of it is
    // gone.
    private byte[] head = Frame.EMPTY;
    private long headCost;
    private int gone;
    private boolean draining;

    Outbox(long limitBytes) {
        this.limit = limitBytes;
    }

    /** There is a connection; its other side takes payloads of that length. */
    synchronized void open(int takesBytes) {
        open = true;
        frameBytes = takesBytes;
    }

    /** There is no connection any more. What waited is dropped: says how many. On the channel's thread. */
    synchronized int close() {
        int dropped = waiting.size() + (gone < head.length ? 1 : 0);
        open = false;
        waiting.clear();
        bytes = 0;
        head = Frame.EMPTY;
        headCost = 0;
        gone = 0;
        return dropped;
    }

    /** Puts a payload in the queue. One that finds the queue empty is taken, however small the queue. */
    synchronized Offer offer(byte[] payload) {
        if (!open) {
            return Offer.AWAY;
        } else if (payload.length > frameBytes) {
            return Offer.TOO_LARGE;
        }
        if (bytes > 0 && bytes + cost(payload) > limit) {
            return Offer.FULL;
        }
        waiting.add(payload);
        bytes += cost(payload);
        return Offer.TAKEN;
    }

    /** What waits, in bytes. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** Writes and flushes what the socket takes. On the channel's thread; again when the channel has become writable. */
    void drain(Channel channel) {
        if (draining) {
            return;
        }
        draining = true;
        try {
            boolean more = true;
            while (more && channel.isActive() && channel.isWritable()) {
                more = write(channel);
                channel.flush();
            }
        } finally {
            draining = false;
        }
    }

    /** Writes pieces; says whether there may be more to write. */
    private boolean write(Channel channel) {
        boolean more = true;
        while (more && channel.isWritable()) {
            // What waits on the wire is no more than what it is counted as here.
            int size = (int) Math.min(PIECE_BYTES, bytes());
            if (size == 0) {
                return false;
            }
            ByteBuf piece = channel.alloc().directBuffer(size, size);
            more = fill(piece);
            Channels.write(channel, piece);
        }
        return more;
    }

    /** Fills a piece; says whether it has become full, so that there may be more. */
    private boolean fill(ByteBuf piece) {
        while (true) {
            int part = Math.min(head.length - gone, piece.writableBytes());
            piece.writeBytes(head, gone, part);
            gone += part;
            if (gone < head.length || piece.writableBytes() < Frame.HEADER_BYTES) {
                return true;
            }
            if (!next()) {
                return false;
            }
            Frame.writeHeader(piece, FrameType.DATA, head.length);
        }
    }

    private synchronized boolean next() {
        bytes -= headCost;
        headCost = 0;
        byte[] payload = waiting.poll();
        if (payload == null) {
            return false;
        }
        head = payload;
        headCost = cost(payload);
        gone = 0;
        return true;
    }

    private static long cost(byte[] payload) {
        return (long) payload.length + OVERHEAD_BYTES;
    }
}
