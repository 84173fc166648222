package dev.quorate.conformance.cluster;

import dev.quorate.runtime.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** An open file, as the process sees it that opened it. */
record FaultyHandle(FaultyDisk disk, Path path, FaultyFile file, int openedIn) implements DiskFile {
    private void requireOpen() {
        disk.requireAlive(openedIn);
    }

    @Override
    public long size() {
        requireOpen();
        return file.size();
    }

    @Override
    public int read(ByteBuffer into, long position) {
        requireOpen();
        return disk.read(file, into, Math.toIntExact(position));
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        requireOpen();
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        disk.write(this, bytes, Math.toIntExact(position));
    }

    @Override
    public void force() throws IOException {
        requireOpen();
        disk.force(this);
    }

    @Override
    public void truncate(long size) throws IOException {
        requireOpen();
        disk.truncate(this, Math.toIntExact(size));
    }

    @Override
    public void close() {
        // There is nothing to give back.
    }
}
