package dev.quorate.runtime.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Checkpoints in a data folder: written aside and renamed, so that one which has its name is whole. If it is damaged later it is
 * refused. An older one would do only while the records since are still there, and they are deleted as soon as the newer one is
 * durable.
 */
final class Checkpoints {
    private Checkpoints() {}

    static void save(Folder folder, long secret, long position, byte[] state) throws IOException {
        ByteBuffer header = FileHeader.CHECKPOINT.of(secret, position, state.length, checksum(state));
        folder.put(Names.checkpoint(position), header, ByteBuffer.wrap(state));
    }

    /** @throws DiskException if it is damaged */
    static byte[] read(Folder folder, long secret, long position) throws IOException {
        String name = Names.checkpoint(position);
        try (DiskFile file = folder.open(name)) {
            long[] header = FileHeader.CHECKPOINT.read(file, folder.file(name), secret);
            int start = FileHeader.CHECKPOINT.bytes();
            if (header[1] != position || header[2] != file.size() - start) {
                throw DiskException.corrupt(
                        folder.file(name), 0, "it is a checkpoint of " + header[2] + " bytes at record " + header[1]);
            }
            byte[] state = new byte[Math.toIntExact(header[2])];
            file.read(ByteBuffer.wrap(state), start);
            if (checksum(state) != header[3]) {
                throw DiskException.corrupt(folder.file(name), start, "the checkpoint's checksum does not fit");
            }
            return state;
        }
    }

    /** Deletes what the checkpoint at a position stands for: older checkpoints, and segments without a later record. */
    static void deleteOlder(Folder folder, long position) throws IOException {
        List<String> names = folder.names();
        for (long older : Names.checkpoints(names)) {
            if (older < position) {
                folder.delete(Names.checkpoint(older));
            }
        }
        List<Long> segments = Names.segments(names);
        for (int i = 0; i + 1 < segments.size() && segments.get(i + 1) <= position + 1; i++) {
            folder.delete(Names.segment(segments.get(i)));
        }
    }

    private static long checksum(byte[] state) {
        CRC32C crc = new CRC32C();
        crc.update(state);
        return crc.getValue();
    }
}
