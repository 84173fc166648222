package dev.quorate.conformance.check;

/** How a check ended, and the exit status that says so; the worse one comes later. */
public enum Status {
    /** All as expected. */
    OK(0),
    /** Time or memory ran out: never counted as passed. */
    UNDECIDED(3),
    /** Something is not as it must be. */
    FAILED(1),
    /** The input is none that can be checked. */
    BAD_INPUT(2);

    private final int exitStatus;

    Status(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    /** The exit status of a command that ends so. */
    public int exitStatus() {
        return exitStatus;
    }

    /** The worse of two. */
    public Status and(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
