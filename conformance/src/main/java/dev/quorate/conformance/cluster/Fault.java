package dev.quorate.conformance.cluster;

/** What a {@link Nemesis} does to a cluster of processes. */
sealed interface Fault {
    /** How long until it is undone, in milliseconds. */
    long millis();

    /**
     * Which server: who leads, if that is known and wanted, else the one of this index, which is taken modulo the cluster's size.
     */
    record Target(boolean leader, int index) {}

    /** A server is killed by SIGKILL, and started again later. */
    record Kill(Target target, long millis) implements Fault {}

    /** All servers are killed, at once. */
    record KillAll(long millis) implements Fault {}

    /** A server is stopped by SIGSTOP, and goes on later. */
    record Stop(Target target, long millis) implements Fault {}

    /** Which links are cut. */
    enum Shape {
        /** From the target to another. */
        ONE_WAY,
        /** Between the target and another. */
        BOTH_WAYS,
        /** From the target to all others. */
        MUTE,
        /** From all others to the target. */
        DEAF,
        /** Between the target and all others. */
        ALONE
    }

    /**
     * Links are cut, and mended later.
     *
     * @param other which of the others, counted from the target
     * @param stalls whether connections stay, and what is sent arrives late; else they end
     */
    record Cut(Shape shape, Target target, int other, boolean stalls, long millis) implements Fault {}
}
