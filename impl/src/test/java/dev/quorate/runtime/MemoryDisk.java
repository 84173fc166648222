package dev.quorate.runtime;

import dev.quorate.runtime.disk.Disk;
import dev.quorate.runtime.disk.DiskFile;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Files in memory, which are as durable as it is: for tests of what comes above the disk. */
final class MemoryDisk implements Disk {
    private final Map<Path, File> files = new ConcurrentSkipListMap<>();

    @Override
    public void createFolders(Path folder) {}

    @Override
    public List<String> list(Path folder) {
        return files.keySet().stream()
                .filter(file -> folder.equals(file.getParent()))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Override
    public DiskFile open(Path file) {
        return files.computeIfAbsent(file, f -> new File());
    }

    @Override
    public void rename(Path from, Path to) {
        files.put(to, files.remove(from));
    }

    @Override
    public void delete(Path file) {
        files.remove(file);
    }

    @Override
    public void forceFolder(Path folder) {}

    @Override
    public Optional<Closeable> lock(Path file) {
        return Optional.of(() -> {});
    }

    @Override
    public long freeBytes(Path folder) {
        return Long.MAX_VALUE;
    }

    private static final class File implements DiskFile {
        private byte[] bytes = new byte[0];
        private int size;

        @Override
        public synchronized long size() {
            return size;
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) {
            int length = Math.max(0, Math.min(into.remaining(), size - (int) position));
            into.put(bytes, (int) position, length);
            return length;
        }

        @Override
        public synchronized void write(ByteBuffer from, long position) {
            int end = (int) position + from.remaining();
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            from.get(bytes, (int) position, from.remaining());
            size = Math.max(size, end);
        }

        @Override
        public void force() {}

        @Override
        public synchronized void truncate(long to) {
            if (to < size) {
                Arrays.fill(bytes, (int) to, size, (byte) 0);
                size = (int) to;
            }
        }

        @Override
        public void close() {}
    }
}
