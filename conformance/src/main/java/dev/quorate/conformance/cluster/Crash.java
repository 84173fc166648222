package dev.quorate.conformance.cluster;

/** The process that used a {@link FaultyDisk} has ended. Nothing in the code under test may catch it. */
public final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash(String message) {
        super(message);
    }
}
