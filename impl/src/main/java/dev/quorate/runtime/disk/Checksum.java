package dev.quorate.runtime.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC32C, mixed with a folder's secret: a client that sends what looks like a record does not know the secret, and a record of
 * another folder does not fit. Not thread-safe: it is kept so that none is allocated for each record.
 */
final class Checksum {
    private final CRC32C crc = new CRC32C();
    private final int secret;

    Checksum(long secret) {
        this.secret = Long.hashCode(secret);
    }

    /** Of so many bytes of a buffer, which stays as it is. */
    int of(ByteBuffer bytes, int from, int length) {
        int position = bytes.position();
        int limit = bytes.limit();
        bytes.limit(from + length).position(from);
        crc.reset();
        crc.update(bytes);
        bytes.limit(limit).position(position);
        return (int) crc.getValue() ^ secret;
    }
}
