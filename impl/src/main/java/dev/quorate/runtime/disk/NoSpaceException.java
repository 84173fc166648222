package dev.quorate.runtime.disk;

import java.io.IOException;

/** A {@link Disk} has no room for what was to be written. */
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1;

    /** With what the file system said. */
    public NoSpaceException(String message) {
        super(message);
    }
}
