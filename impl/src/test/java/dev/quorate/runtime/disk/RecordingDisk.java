package dev.quorate.runtime.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A disk, and what was done to it. */
record RecordingDisk(Disk disk, List<String> done) implements Disk {
    RecordingDisk() {
        this(new FileDisk(), new ArrayList<>());
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        disk.createFolders(folder);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new RecordingFile(disk.open(file), file.getFileName().toString(), done);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        done.add("rename to " + to.getFileName());
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        done.add("delete " + file.getFileName());
        disk.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        done.add("force folder");
        disk.forceFolder(folder);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        return disk.lock(file);
    }

    @Override
    public long freeBytes(Path folder) throws IOException {
        return disk.freeBytes(folder);
    }

    private record RecordingFile(DiskFile file, String name, List<String> done) implements DiskFile {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            done.add("write " + name);
            file.write(from, position);
        }

        @Override
        public void force() throws IOException {
            done.add("force " + name);
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            done.add("truncate " + name);
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
