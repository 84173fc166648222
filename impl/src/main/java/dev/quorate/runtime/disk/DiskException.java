package dev.quorate.runtime.disk;

import java.nio.file.Path;

/**
 * A replica's storage cannot be opened, or has failed for good. The message says what is wrong, where, and what to do.
 *
 * <p>A failed fsync is final, too: after it nobody can say what is on the disk, and another one that succeeds says nothing of
 * what the first was for (A. Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020).
 */
public final class DiskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final String RESTORE =
            "; nothing was changed. Restore this node from the others: move its folder away, and add the node again as a new one";

    /** That what is on disk is whole, but of no use; or what a test says. */
    public DiskException(String message) {
        super(message);
    }

    DiskException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Something that had been acknowledged is not there any more, or is not what it was. */
    static DiskException corrupt(Path file, long offset, String what) {
        return new DiskException(file + " is corrupt at byte " + offset + ": " + what + RESTORE);
    }

    /** A file that should be there is not. */
    static DiskException missing(Path folder, String what) {
        return new DiskException("The data folder " + folder + " is incomplete: " + what + RESTORE);
    }

    /** What another release wrote. */
    static DiskException unknownFormat(Path file, long found, int known) {
        return new DiskException(file + " is of format " + found + ", and this release knows format " + known
                + ": start the release that wrote it");
    }
}
