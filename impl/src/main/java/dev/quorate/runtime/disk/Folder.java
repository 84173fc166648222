package dev.quorate.runtime.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A data folder on a disk, and how a file comes into it: whole or not at all. */
record Folder(Disk disk, Path path, Fsyncs fsyncs) {
    Path file(String name) {
        return path.resolve(name);
    }

    List<String> names() throws IOException {
        return disk.list(path);
    }

    DiskFile open(String name) throws IOException {
        return disk.open(file(name));
    }

    /** Writes a file aside, and gives it its name when it is durable; a file that has this name is replaced. */
    void put(String name, ByteBuffer... parts) throws IOException {
        Path aside = file(Names.aside(name));
        boolean written = false;
        try {
            write(aside, parts);
            disk.rename(aside, file(name));
            written = true;
        } finally {
            if (!written) {
                // Room for others. If power is lost first, it goes when the folder is opened.
                disk.delete(aside);
            }
        }
        disk.forceFolder(path);
        fsyncs.count();
    }

    private void write(Path aside, ByteBuffer... parts) throws IOException {
        try (DiskFile file = disk.open(aside)) {
            long end = 0;
            for (ByteBuffer part : parts) {
                int length = part.remaining();
                file.write(part, end);
                end += length;
            }
            file.force();
            fsyncs.count();
        }
    }

    void delete(String name) throws IOException {
        disk.delete(file(name));
    }
}
