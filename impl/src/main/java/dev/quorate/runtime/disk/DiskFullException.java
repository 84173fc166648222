package dev.quorate.runtime.disk;

public final class DiskFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DiskFullException(String message, Exception cause) {
        super(message, cause);
    }
}
