package dev.quorate.runtime.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The segment of the log that is being written: records, then zeros. */
final class Segment implements Closeable {
    private static final int PIECE_BYTES = 1 << 20;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(PIECE_BYTES).asReadOnlyBuffer();

    private final DiskFile file;
    private final long start;
    private final int chunkBytes;
    private final Fsyncs fsyncs;
    private long end;

    /** Up to here the file has its blocks, and they are zeros where there are no records. */
    private long filled;

    private Segment(DiskFile file, long end, int chunkBytes, Fsyncs fsyncs) throws IOException {
        this.file = file;
        this.start = FileHeader.SEGMENT.bytes();
        this.chunkBytes = chunkBytes;
        this.fsyncs = fsyncs;
        this.end = end;
        this.filled = file.size();
    }

    /** A segment for the records from this one on. It is durable in its folder before any of them is written. */
    static Segment create(Folder folder, long secret, long first, int chunkBytes) throws IOException {
        String name = Names.segment(first);
        folder.put(name, FileHeader.SEGMENT.of(secret, first));
        return open(folder, first, FileHeader.SEGMENT.bytes(), chunkBytes);
    }

    /** The segment that was being written when a process ended. */
    static Segment open(Folder folder, long first, long end, int chunkBytes) throws IOException {
        DiskFile file = folder.open(Names.segment(first));
        boolean opened = false;
        try {
            Segment segment = new Segment(file, end, chunkBytes, folder.fsyncs());
            opened = true;
            return segment;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    long end() {
        return end;
    }

    boolean isEmpty() {
        return end == start;
    }

    /**
     * Writes a batch behind the last one; it is durable when this returns.
     *
     * @throws NoSpaceException if there is no room: the segment is as it was, and nothing of the batch will be found in it
     */
    void write(ByteBuffer batch) throws IOException {
        int length = batch.remaining();
        fill(end + length);
        try {
            file.write(batch, end);
        } catch (NoSpaceException full) {
            // Some file systems need room to overwrite, too. What was written of the batch must not come back as
            // records.
            cut();
            force();
            throw full;
        }
        force();
        end += length;
    }

    /** Fills the file with zeros, so that the batches after this one find their blocks there. */
    private void fill(long wanted) throws IOException {
        if (wanted <= filled) {
            return;
        }
        long target = (wanted + chunkBytes - 1) / chunkBytes * chunkBytes;
        try {
            for (long at = filled; at < target; at += PIECE_BYTES) {
                ByteBuffer zeros = ZEROS.duplicate();
                file.write(zeros.limit((int) Math.min(PIECE_BYTES, target - at)), at);
            }
        } catch (NoSpaceException full) {
            file.truncate(filled);
            throw full;
        }
        filled = target;
    }

    /** Cuts off what is behind the last record; it is durable when the file is forced. */
    void cut() throws IOException {
        file.truncate(end);
        filled = end;
    }

    /**
     * Writes again what is there from a place on, and waits for the disk. After a failed fsync, a file system may show what it
     * never wrote, and take it for written: then only this brings it to the disk.
     */
    void rewrite(long from) throws IOException {
        for (long at = from; at < end; at += PIECE_BYTES) {
            ByteBuffer piece = ByteBuffer.allocateDirect((int) Math.min(PIECE_BYTES, end - at));
            file.read(piece, at);
            file.write(piece.flip(), at);
        }
        force();
    }

    private void force() throws IOException {
        file.force();
        fsyncs.count();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
