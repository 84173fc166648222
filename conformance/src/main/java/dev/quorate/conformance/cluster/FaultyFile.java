package dev.quorate.conformance.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What a file of a {@link FaultyDisk} holds: as it is seen, as it is on the disk, and the changes between the two. */
final class FaultyFile {
    static final int SECTOR_BYTES = 512;

    /** Bytes, written at a place; or the file, cut off there. */
    private record Change(int at, ByteBuffer bytes, boolean cutsOff) {
        int end() {
            return at + bytes.limit();
        }

        int sizeAfter(int size) {
            return cutsOff ? Math.min(size, at) : Math.max(size, end());
        }

        boolean touches(int sector) {
            int start = sector * SECTOR_BYTES;
            return start + SECTOR_BYTES > at && (cutsOff || start < end());
        }
    }

    private final List<Change> unforced = new ArrayList<>();
    private byte[] seen;
    private byte[] onDisk;

    /** A file that holds something, and has been forced. */
    FaultyFile(byte[] bytes) {
        seen = bytes.clone();
        onDisk = bytes.clone();
    }

    int size() {
        return seen.length;
    }

    byte[] bytes() {
        return seen.clone();
    }

    int read(ByteBuffer into, int position) {
        int length = Math.max(0, Math.min(into.remaining(), seen.length - position));
        if (length > 0) {
            into.put(seen, position, length);
        }
        return length;
    }

    void write(int at, byte[] bytes) {
        change(new Change(at, ByteBuffer.wrap(bytes), false));
    }

    void truncate(int size) {
        if (size < seen.length) {
            change(new Change(size, ByteBuffer.allocate(0), true));
        }
    }

    private void change(Change change) {
        unforced.add(change);
        seen = changed(seen, change);
    }

    void force() {
        for (Change change : unforced) {
            onDisk = changed(onDisk, change);
        }
        unforced.clear();
    }

    /** What is not forced is half written, and will not be written again; yet it is what is seen. */
    void failToForce(SplittableRandom random) {
        onDisk = survivors(random);
        unforced.clear();
    }

    void losePower(SplittableRandom random) {
        onDisk = survivors(random);
        unforced.clear();
        seen = onDisk.clone();
    }

    /** Silently, and for good: what is seen and what is on the disk. */
    void corrupt(int at, int mask) {
        seen[at] ^= (byte) mask;
        if (at < onDisk.length) {
            onDisk[at] ^= (byte) mask;
        }
    }

    /** Each sector as it was at some time; all at the same time in some cases, for these are the likely ones. */
    private byte[] survivors(SplittableRandom random) {
        int kind = random.nextInt(4);
        int size = onDisk.length;
        int longest = size;
        List<Integer> sizes = new ArrayList<>(List.of(size));
        for (Change change : unforced) {
            size = change.sizeAfter(size);
            longest = Math.max(longest, size);
            sizes.add(size);
        }
        byte[] result = Arrays.copyOf(onDisk, longest);
        for (int sector = 0; sector * SECTOR_BYTES < longest; sector++) {
            keep(result, sector, kind, random);
        }
        int kept = kind == 0 ? sizes.get(0) : kind == 1 ? size : sizes.get(random.nextInt(sizes.size()));
        return Arrays.copyOf(result, kept);
    }

    private void keep(byte[] result, int sector, int kind, SplittableRandom random) {
        List<Change> touching =
                unforced.stream().filter(change -> change.touches(sector)).toList();
        int kept = kind == 0 ? 0 : kind == 1 ? touching.size() : random.nextInt(touching.size() + 1);
        int start = sector * SECTOR_BYTES;
        int end = Math.min(start + SECTOR_BYTES, result.length);
        for (Change change : touching.subList(0, kept)) {
            if (change.cutsOff()) {
                Arrays.fill(result, Math.max(start, change.at()), end, (byte) 0);
            } else {
                int from = Math.max(start, change.at());
                int to = Math.min(end, change.end());
                change.bytes().get(from - change.at(), result, from, to - from);
            }
        }
    }

    private static byte[] changed(byte[] bytes, Change change) {
        int size = change.sizeAfter(bytes.length);
        byte[] result = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        change.bytes()
                .get(0, result, Math.min(change.at(), size), change.bytes().limit());
        return result;
    }
}
