package dev.quorate.conformance.value;

import java.io.Serial;

/** A TLA+ value does not fit a Java type. The message names the path to it, the type that is wanted and the value found. */
public final class MismatchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param path from the root, such as {@code Node.log[2].term}
     * @param wanted what would fit
     * @param found the value, or what is wrong with it
     */
    public MismatchException(String path, String wanted, Object found) {
        super(path + ": expected " + wanted + ", found " + found);
    }

    /** The same, at a place within something larger. */
    public MismatchException(String place, MismatchException cause) {
        super(place + ": " + cause.getMessage(), cause);
    }
}
