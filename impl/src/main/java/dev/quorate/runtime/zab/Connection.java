package dev.quorate.runtime.zab;

/**
 * The name of a connection: who calls gives it, once.
 *
 * @param boot the start of the server that called: a number that no other start has, of any server that may be taken for it
 * @param call counts that start's calls
 */
record Connection(long boot, int call) {
    /** Whether both were given by one start, and this one first. */
    boolean precedes(Connection other) {
        return boot == other.boot && call < other.call;
    }
}
