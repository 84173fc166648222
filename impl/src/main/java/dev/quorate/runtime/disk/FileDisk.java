package dev.quorate.runtime.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The file system of this machine.
 *
 * <p>A thread that works with it must not be interrupted: Java closes a file under a thread that is.
 */
public final class FileDisk implements Disk {
    /**
     * What this process has locked. The operating system's locks are between processes; and on Linux a process loses one when it
     * closes any channel to the file, as one that tries in vain to lock it again would.
     */
    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    @Override
    public void createFolders(Path folder) throws IOException {
        List<Path> made = new ArrayList<>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
            made.add(at);
        }
        Files.createDirectories(folder);
        for (Path each : made) {
            forceFolder(each.getParent());
        }
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        try {
            return new ChannelFile(file, FileChannel.open(file, CREATE, READ, WRITE));
        } catch (IOException e) {
            throw named(e, file, 0);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw named(e, to, 0);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        if (!LOCKED.add(key)) {
            return Optional.empty();
        }
        Optional<Closeable> taken = Optional.empty();
        try {
            taken = lockBetweenProcesses(file, key);
            return taken;
        } finally {
            if (taken.isEmpty()) {
                LOCKED.remove(key);
            }
        }
    }

    private static Optional<Closeable> lockBetweenProcesses(Path file, Path key) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            taken = lock != null;
        } catch (OverlappingFileLockException elsewhere) {
            // Somebody in this process has locked it by other means: as good as taken.
            taken = false;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        return taken ? Optional.of(() -> unlock(channel, key)) : Optional.empty();
    }

    private static void unlock(FileChannel channel, Path key) throws IOException {
        if (channel.isOpen()) {
            channel.close();
            LOCKED.remove(key);
        }
    }

    @Override
    public long freeBytes(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private static IOException named(IOException failure, Path file, long wanted) {
        return lacksSpace(failure, file, wanted)
                ? new NoSpaceException("no space left for " + file + " (" + failure.getMessage() + ")")
                : failure;
    }

    /** Java gives no error number, and the message may be in another language: then the free space has to tell. */
    private static boolean lacksSpace(IOException failure, Path file, long wanted) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            return wanted > 0 && Files.getFileStore(file).getUsableSpace() < wanted;
        } catch (IOException unknown) {
            return false;
        }
    }

    private record ChannelFile(Path file, FileChannel channel) implements DiskFile {
        /** Java copies what is not in direct memory to a buffer as long, and keeps that as long as the thread lives. */
        private static final int PIECE_BYTES = 1 << 20;

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            int start = into.position();
            int end = into.limit();
            int read = 0;
            while (read >= 0 && into.position() < end) {
                into.limit(piece(into, end));
                read = channel.read(into, position + into.position() - start);
                into.limit(end);
            }
            return into.position() - start;
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            int start = from.position();
            int end = from.limit();
            try {
                while (from.position() < end) {
                    from.limit(piece(from, end));
                    channel.write(from, position + from.position() - start);
                    from.limit(end);
                }
            } catch (IOException e) {
                from.limit(end);
                throw named(e, file, from.remaining());
            }
        }

        private static int piece(ByteBuffer buffer, int end) {
            return buffer.isDirect() ? end : Math.min(end, buffer.position() + PIECE_BYTES);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
