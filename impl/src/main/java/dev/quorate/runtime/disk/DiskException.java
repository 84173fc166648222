package dev.quorate.runtime.disk;

public final class DiskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DiskException(String message) {
        super(message);
    }
}
