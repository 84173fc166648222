package dev.quorate.runtime.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * How a segment and a checkpoint begin: what it is (8 bytes), the format's version (4), a checksum of these (4); then numbers of 8
 * bytes each, of which the first is the folder's secret; then a checksum of all (4). The first 16 bytes will be so in every
 * version, so that a later one can be told from a damaged one.
 */
enum FileHeader {
    SEGMENT("Q.segmt\n", 2),
    CHECKPOINT("Q.check\n", 4);

    static final int VERSION = 1;

    private static final int PREAMBLE = 16;

    private final long magic;
    private final int numbers;

    FileHeader(String magic, int numbers) {
        this.magic = ByteBuffer.wrap(magic.getBytes(US_ASCII)).getLong();
        this.numbers = numbers;
    }

    int bytes() {
        return PREAMBLE + Long.BYTES * numbers + Integer.BYTES;
    }

    ByteBuffer of(long... values) {
        if (values.length != numbers) {
            throw new IllegalArgumentException("expected " + numbers + " numbers, found " + values.length);
        }
        ByteBuffer header = ByteBuffer.allocate(bytes());
        header.putLong(magic).putInt(VERSION);
        header.putInt(checksum(header, header.position()));
        for (long value : values) {
            header.putLong(value);
        }
        header.putInt(checksum(header, header.position()));
        return header.flip();
    }

    /**
     * The numbers with which a file begins.
     *
     * @throws DiskException if it does not begin so
     */
    long[] read(DiskFile file, Path path, long secret) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(bytes());
        file.read(header, 0);
        if (header.position() < PREAMBLE
                || header.getLong(0) != magic
                || header.getInt(12) != checksum(header, PREAMBLE - Integer.BYTES)) {
            throw DiskException.corrupt(path, 0, "its header is damaged");
        }
        if (header.getInt(8) != VERSION) {
            throw DiskException.unknownFormat(path, header.getInt(8), VERSION);
        }
        int end = bytes() - Integer.BYTES;
        if (header.hasRemaining() || header.getInt(end) != checksum(header, end)) {
            throw DiskException.corrupt(path, PREAMBLE, "its header is damaged");
        }
        long[] values = new long[numbers];
        header.position(PREAMBLE).limit(end);
        header.asLongBuffer().get(values);
        if (values[0] != secret) {
            throw new DiskException(
                    path + " was copied here from another data folder: move it away, and bring back what was here");
        }
        return values;
    }

    /** Without the folder's secret: whose file it is should be told even of one that is another folder's. */
    private static int checksum(ByteBuffer header, int length) {
        return new Checksum(0).of(header, 0, length);
    }
}
