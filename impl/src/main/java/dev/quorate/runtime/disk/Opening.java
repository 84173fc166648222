package dev.quorate.runtime.disk;

import java.io.IOException;
import java.util.List;

/**
 * Opens a data folder, or makes one. Nothing is changed in it before all that it holds has been read and found good; then what a
 * power failure or a full disk left over is removed.
 *
 * @param recovery what was found
 * @param segment where the next records go
 */
record Opening(Recovery recovery, Segment segment) {
    static Opening of(Folder folder, Identity identity, Options options) throws IOException {
        if (!folder.names().contains(Names.IDENTITY)) {
            create(folder, identity, options);
        }
        IdentityFile found = IdentityFile.read(folder);
        found.check(identity, folder.path());
        Recovery recovery = Recovery.of(folder, found.secret());
        // A name may be there that is not durable, of a process that was killed: it must be before anything relies on
        // it.
        folder.disk().forceFolder(folder.path());
        removeLeftOver(folder, folder.names());
        Checkpoints.deleteOlder(folder, recovery.checkpoint());
        return new Opening(recovery, resume(folder, recovery, options));
    }

    /** The identity comes last: where it is, there is a log. */
    private static void create(Folder folder, Identity identity, Options options) throws IOException {
        List<String> names = folder.names();
        refuseWhatIsNoNewFolder(folder, names);
        removeLeftOver(folder, names);
        long secret = options.random().getAsLong();
        Segment.create(folder, secret, 1, options.chunkBytes()).close();
        folder.put(Names.IDENTITY, new IdentityFile(identity, secret).text());
    }

    private static void refuseWhatIsNoNewFolder(Folder folder, List<String> names) throws IOException {
        for (String name : names) {
            if (!Names.mayBeInANewFolder(name)) {
                throw new DiskException("The folder " + folder.path() + " holds " + name + " and no file '"
                        + Names.IDENTITY
                        + "': it is no data folder, or one that has lost that file. Give the node an empty"
                        + " folder, or bring the file back");
            }
        }
        if (names.contains(Names.segment(1))) {
            refuseALogWithRecords(folder);
        }
    }

    private static void refuseALogWithRecords(Folder folder) throws IOException {
        try (DiskFile file = folder.open(Names.segment(1))) {
            if (file.size() > FileHeader.SEGMENT.bytes()) {
                throw DiskException.missing(folder.path(), "there is a log, and no file '" + Names.IDENTITY + "'");
            }
        }
    }

    private static void removeLeftOver(Folder folder, List<String> names) throws IOException {
        for (String name : Names.leftOver(names)) {
            folder.delete(name);
        }
    }

    private static Segment resume(Folder folder, Recovery recovery, Options options) throws IOException {
        List<Long> segments = recovery.segments();
        Recovery.Tail tail = recovery.tail();
        Segment segment = Segment.open(folder, segments.get(segments.size() - 1), tail.end(), options.chunkBytes());
        boolean opened = false;
        try {
            if (tail.tornBytes() > 0) {
                segment.cut();
            }
            segment.rewrite(tail.batchStart());
            opened = true;
            return segment;
        } finally {
            if (!opened) {
                segment.close();
            }
        }
    }
}
