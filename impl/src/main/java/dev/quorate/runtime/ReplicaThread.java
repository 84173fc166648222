package dev.quorate.runtime;

import java.util.function.Consumer;

/** The thread that a replica takes its turns in, by the machine's clock that only goes forward. */
public final class ReplicaThread implements AutoCloseable {
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;

    private final Replica<?, ?, ?> replica;
    private final Thread thread;
    private final long origin = System.nanoTime();
    private volatile boolean stopped;

    /**
     * Starts the thread.
     *
     * @param failed is told why the replica has stopped, if that was not by {@link #close}
     */
    public ReplicaThread(Replica<?, ?, ?> replica, Consumer<Throwable> failed) {
        this.replica = replica;
        thread = new Thread(() -> run(failed), "replica-" + replica.status().node());
        thread.start();
    }

    private void run(Consumer<Throwable> failed) {
        try {
            while (!stopped) {
                long next = replica.turn(micros());
                long wait = next == Long.MAX_VALUE ? LONGEST_WAIT_NANOS : (next - micros()) * 1000;
                replica.mailbox().await(Math.min(wait, LONGEST_WAIT_NANOS));
            }
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    private long micros() {
        return (System.nanoTime() - origin) / 1000;
    }

    /** Has the replica take no more turns, and waits until its last is over. */
    @Override
    public void close() {
        stopped = true;
        replica.mailbox().wake();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
