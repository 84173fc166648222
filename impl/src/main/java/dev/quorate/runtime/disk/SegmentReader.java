package dev.quorate.runtime.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the records of a segment one after the other, through a buffer that is as long as the longest of them needs. */
final class SegmentReader implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final DiskFile file;
    private final Path path;
    private final Checksum checksum;
    private final long size;
    private final long first;
    private ByteBuffer buffer;

    /** Where in the file the buffer begins. */
    private long bufferStart;

    private long offset;
    private long number;

    /** Where the batch of the last record begins, when it was written, and what was durable then. */
    private long batchStart;

    private int batchLife;
    private long batchDurable;

    private SegmentReader(DiskFile file, Path path, long secret, long first) throws IOException {
        this.file = file;
        this.path = path;
        this.checksum = new Checksum(secret);
        this.size = file.size();
        this.buffer =
                ByteBuffer.allocateDirect((int) Math.min(BUFFER_BYTES, size)).limit(0);
        this.first = first;
        this.offset = FileHeader.SEGMENT.bytes();
        this.number = first - 1;
        this.batchStart = offset;
        this.batchDurable = -1;
    }

    /** @throws DiskException if the file is no segment of this folder with this first record */
    static SegmentReader open(Folder folder, long secret, long first) throws IOException {
        String name = Names.segment(first);
        DiskFile file = folder.open(name);
        boolean opened = false;
        try {
            Path path = folder.file(name);
            long[] header = FileHeader.SEGMENT.read(file, path, secret);
            if (header[1] != first) {
                throw DiskException.corrupt(path, 0, "it is the segment of record " + header[1] + ", not " + first);
            }
            SegmentReader reader = new SegmentReader(file, path, secret, first);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    Path path() {
        return path;
    }

    long first() {
        return first;
    }

    /** The number of the last record that was read. */
    long number() {
        return number;
    }

    /** Where the record after the last one begins. */
    long offset() {
        return offset;
    }

    long batchStart() {
        return batchStart;
    }

    /**
     * The next record.
     *
     * @return a buffer that is good until the next call; empty if there is no good record at this place
     */
    Optional<ByteBuffer> next() throws IOException {
        Optional<RecordHeader> header =
                fetch(offset, RecordHeader.BYTES) ? RecordHeader.read(buffer, at(offset), checksum) : Optional.empty();
        return header.isPresent() ? record(header.get()) : Optional.empty();
    }

    private Optional<ByteBuffer> record(RecordHeader header) throws IOException {
        long start = offset + RecordHeader.BYTES;
        if (!header.follows(number, batchLife, batchDurable)
                || !fetch(start, header.length())
                || header.recordChecksum() != checksum.of(buffer, at(start), header.length())) {
            return Optional.empty();
        }
        if (header.durable() == number) {
            batchLife = header.life();
            batchDurable = header.durable();
            batchStart = offset;
        }
        offset = start + header.length();
        number = header.number();
        return Optional.of(buffer.slice(at(start), header.length()).asReadOnlyBuffer());
    }

    /** How many bytes behind the last record are not the zeros that should be there: 0 if all are, else up to the last that is not. */
    long tornBytes() throws IOException {
        long torn = 0;
        for (long at = offset; at < size; at++) {
            fetch(at, 1);
            if (buffer.get(at(at)) != 0) {
                torn = at + 1 - offset;
            }
        }
        return torn;
    }

    /**
     * Looks for a proof that the record after the last one was durable once: a header further on that was written later, and says
     * so. A record of the same batch says no such thing, and may well have reached the disk without those before it.
     *
     * @return where it is
     */
    Optional<Long> proofThatTheNextWasDurable() throws IOException {
        long lost = number + 1;
        long mostRecords = (size - offset) / RecordHeader.BYTES;
        for (long at = offset + 1; at + RecordHeader.BYTES <= size; at++) {
            fetch(at, RecordHeader.BYTES);
            long found = RecordHeader.number(buffer, at(at));
            if (found > lost && found - lost <= mostRecords) {
                Optional<RecordHeader> header = RecordHeader.read(buffer, at(at), checksum);
                if (header.isPresent() && header.get().durable() >= lost) {
                    return Optional.of(at);
                }
            }
        }
        return Optional.empty();
    }

    private int at(long place) {
        return (int) (place - bufferStart);
    }

    /** Brings so many bytes from a place on into the buffer, if the file has them. */
    private boolean fetch(long from, int length) throws IOException {
        if (length > size - from) {
            return false;
        }
        if (from < bufferStart || from + length > bufferStart + buffer.limit()) {
            if (buffer.capacity() < length) {
                buffer = ByteBuffer.allocateDirect(length);
            }
            buffer.clear();
            file.read(buffer, from);
            buffer.flip();
            bufferStart = from;
        }
        return from + length <= bufferStart + buffer.limit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
