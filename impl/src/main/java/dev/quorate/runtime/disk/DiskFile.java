package dev.quorate.runtime.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. */
public interface DiskFile extends Closeable {
    /** How long the file is, in bytes. */
    long size() throws IOException;

    /**
     * Reads until the buffer is full or the file ends.
     *
     * @return how many bytes were read; 0 at the end of the file
     */
    int read(ByteBuffer into, long position) throws IOException;

    /**
     * Writes all that remains in a buffer; the file grows if it must.
     *
     * @throws NoSpaceException if there is no room; some of the bytes may have been written
     */
    void write(ByteBuffer from, long position) throws IOException;

    /** What has been written is durable when this returns, and so is the file's size. If it throws, nobody knows what is. */
    void force() throws IOException;

    /** Cuts the file off at a size; nothing happens if it is no longer than that. */
    void truncate(long size) throws IOException;
}
