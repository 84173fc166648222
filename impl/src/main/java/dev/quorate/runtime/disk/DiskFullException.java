package dev.quorate.runtime.disk;

/**
 * There was no room on the disk, and nothing was changed: the records appended since the last {@code sync} are gone, as if they
 * had never been appended, or the checkpoint was not saved. The storage can be used on.
 */
public final class DiskFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DiskFullException(String message, NoSpaceException cause) {
        super(message, cause);
    }
}
