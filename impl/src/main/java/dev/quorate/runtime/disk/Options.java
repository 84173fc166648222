package dev.quorate.runtime.disk;

import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * Sizes of a {@link Storage}.
 *
 * @param segmentBytes how long a segment of the log becomes, about; a batch that is longer has one of its own
 * @param chunkBytes by how much a segment is filled with zeros ahead of what is written: to write where a file has its blocks
 *     already is 1.4 to 1.7 times as fast as to append. A whole segment at once would make one batch in many wait for it
 * @param recordBytes how long a record may be
 * @param random gives numbers that nobody can guess. One goes into all checksums of a new folder, so that no client can send a
 *     value in which recovery takes something for a record; and one into all records of a life. A simulation draws them from its
 *     seed
 */
public record Options(long segmentBytes, int chunkBytes, int recordBytes, LongSupplier random) {
    private static final int MIB = 1 << 20;

    /** Segments of 64 MiB, filled 4 MiB ahead; records of up to 256 MiB. */
    public static final Options DEFAULT =
            new Options(64 * MIB, 4 * MIB, 256 * MIB, () -> new SecureRandom().nextLong());

    /** Longer records would not fit into a buffer with others. */
    private static final int MAX_RECORD_BYTES = 1024 * MIB;

    /** Sizes that make sense. */
    public Options {
        if (segmentBytes < 1 || chunkBytes < 1 || recordBytes < 1 || recordBytes > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("Sizes should be positive, and that of records at most "
                    + MAX_RECORD_BYTES
                    + " bytes; found segments of " + segmentBytes + ", chunks of " + chunkBytes + ", records of "
                    + recordBytes);
        }
    }

    /** How many bytes may be appended between two calls of {@code sync}; each record counts {@link RecordHeader#BYTES} more. */
    long batchBytes() {
        return Math.max(64L * MIB, (long) recordBytes + RecordHeader.BYTES);
    }
}
