package dev.quorate.runtime.disk;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stands before each record in a segment: checksum of the header (4 bytes), checksum of the record (4), its length (4), the
 * life in which it was written (4), its number (8), and the number of the last record that was known to be durable when it was
 * written (8). All numbers are big-endian.
 *
 * <p>The header has a checksum of its own, so that a header alone says what was durable, whatever became of its record; and so
 * that no length is believed that is not one.
 *
 * @param recordChecksum of the record alone
 * @param length of the record alone
 * @param life a number that is another one each time the folder is opened: what was cut off then, and comes back because the disk
 *     lost that, does not pass for the end of a batch that was written later
 * @param number of the record, from 1
 * @param durable all records up to this one were synced before this one was written; so records with the same are of one batch
 */
record RecordHeader(int recordChecksum, int length, int life, long number, long durable) {
    static final int BYTES = 32;

    private static final int CHECKED_FROM = 4;
    private static final int LENGTH = 8;
    private static final int LIFE = 12;
    private static final int NUMBER = 16;
    private static final int DURABLE = 24;

    /** Writes the header of a record that is in the buffer already, at its place behind the header; makes no object for it. */
    static void write(ByteBuffer buffer, int at, int length, int life, long number, long durable, Checksum checksum) {
        buffer.putInt(at + CHECKED_FROM, checksum.of(buffer, at + BYTES, length));
        buffer.putInt(at + LENGTH, length);
        buffer.putInt(at + LIFE, life);
        buffer.putLong(at + NUMBER, number);
        buffer.putLong(at + DURABLE, durable);
        buffer.putInt(at, checksum.of(buffer, at + CHECKED_FROM, BYTES - CHECKED_FROM));
    }

    /** The header at a place, if there is one. */
    static Optional<RecordHeader> read(ByteBuffer buffer, int at, Checksum checksum) {
        if (buffer.getInt(at) != checksum.of(buffer, at + CHECKED_FROM, BYTES - CHECKED_FROM)) {
            return Optional.empty();
        }
        RecordHeader header = new RecordHeader(
                buffer.getInt(at + CHECKED_FROM),
                buffer.getInt(at + LENGTH),
                buffer.getInt(at + LIFE),
                number(buffer, at),
                buffer.getLong(at + DURABLE));
        boolean possible = header.length >= 0 && header.durable >= 0 && header.durable < header.number;
        return possible ? Optional.of(header) : Optional.empty();
    }

    /** The number at a place, if it is a header: a quick look, for one who searches. */
    static long number(ByteBuffer buffer, int at) {
        return buffer.getLong(at + NUMBER);
    }

    /** Whether this record may come next after the one before it: as the first of a batch, or as one of the same batch. */
    boolean follows(long previousNumber, int previousLife, long previousDurable) {
        return number == previousNumber + 1
                && (durable == previousNumber || (durable == previousDurable && life == previousLife));
    }
}
