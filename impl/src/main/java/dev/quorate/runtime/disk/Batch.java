package dev.quorate.runtime.disk;

import java.nio.ByteBuffer;

/** Records that wait to be written together, as they will be written; in direct memory, which is used again. */
final class Batch {
    private static final int INITIAL_BYTES = 1 << 16;

    /** A longer buffer is not kept: one large batch should not cost memory for ever. */
    private static final int KEPT_BYTES = 8 << 20;

    private final Checksum checksum;
    private final int life;
    private final long maxBytes;
    private ByteBuffer bytes = ByteBuffer.allocateDirect(INITIAL_BYTES);
    private int records;

    /** A batch of this life, which may become so long. */
    Batch(Checksum checksum, int life, long maxBytes) {
        this.checksum = checksum;
        this.life = life;
        this.maxBytes = maxBytes;
    }

    /** Whether a record of this length fits. */
    boolean hasRoomFor(int length) {
        return length() + RecordHeader.BYTES + (long) length <= maxBytes;
    }

    void add(ByteBuffer record, long number, long durable) {
        int length = record.remaining();
        makeRoom(RecordHeader.BYTES + length);
        int start = bytes.position();
        bytes.position(start + RecordHeader.BYTES);
        bytes.put(record);
        RecordHeader.write(bytes, start, length, life, number, durable, checksum);
        records++;
    }

    private void makeRoom(int length) {
        if (bytes.remaining() < length) {
            long wanted = bytes.position() + (long) length;
            long doubled = Math.max(wanted, Math.min(2L * bytes.capacity(), maxBytes));
            ByteBuffer longer = ByteBuffer.allocateDirect(Math.toIntExact(doubled));
            longer.put(bytes.flip());
            bytes = longer;
        }
    }

    int records() {
        return records;
    }

    int length() {
        return bytes.position();
    }

    /** What is to be written; the batch is as it was once {@link #clear} is called, and not before. */
    ByteBuffer written() {
        return bytes.flip();
    }

    void clear() {
        if (bytes.capacity() > KEPT_BYTES) {
            bytes = ByteBuffer.allocateDirect(INITIAL_BYTES);
        }
        bytes.clear();
        records = 0;
    }
}
