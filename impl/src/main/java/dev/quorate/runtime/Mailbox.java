package dev.quorate.runtime;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What waits for a replica. Any thread may put something in; one takes out, all that is there at once, so that it is written to
 * disk together. It is bounded: who offers to a full one is told so, and waits for nobody.
 *
 * @param <T> what waits
 */
public final class Mailbox<T> {
    private final int capacity;
    private final Parking parking;
    private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /** The thread that waits for something to come, or is about to. */
    private volatile Thread waiting;

    private volatile boolean woken;

    /**
     * An empty mailbox.
     *
     * @param capacity how much it holds at most
     */
    public Mailbox(int capacity) {
        this(capacity, new Parking() {
            @Override
            public void park(Object at, long nanos) {
                LockSupport.parkNanos(at, nanos);
            }

            @Override
            public void unpark(Thread thread) {
                LockSupport.unpark(thread);
            }
        });
    }

    /** The same with another way to wait. */
    Mailbox(int capacity, Parking parking) {
        this.capacity = capacity;
        this.parking = parking;
    }

    /** How a thread waits and is woken, as {@link LockSupport} has it: who is woken before it waits does not wait. */
    interface Parking {
        void park(Object at, long nanos);

        void unpark(Thread thread);
    }

    /** Puts something in; false if the mailbox is full, and then it is not. */
    public boolean offer(T item) {
        // Counted first, and never beyond the capacity: who is refused keeps nobody else out.
        int before;
        do {
            before = size.get();
            if (before >= capacity) {
                return false;
            }
        } while (!size.compareAndSet(before, before + 1));
        queue.add(item);
        wake(waiting);
        return true;
    }

    /** Takes out what is there, in the order in which it came, but no more than so much. Only for the thread that takes. */
    public void drain(Collection<? super T> into, int max) {
        T item;
        for (int taken = 0; taken < max && (item = queue.poll()) != null; taken++) {
            into.add(item);
            // One by one: as long as what is taken counts, so does the taking.
            size.decrementAndGet();
        }
    }

    /** How much waits; any thread may ask. */
    public int size() {
        return size.get();
    }

    /** Whether there is nothing to take out. */
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * Waits until something is there, or {@link #wake} is called, or the time is over. Only for the thread that takes.
     *
     * @param nanos how long at most; not at all if it is not positive
     */
    public void await(long nanos) {
        if (nanos > 0) {
            waiting = Thread.currentThread();
            // After the thread has said that it waits: whoever comes later wakes it.
            if (queue.isEmpty() && !woken) {
                parking.park(this, nanos);
            }
            waiting = null;
        }
        woken = false;
    }

    /** Has the thread that takes look again, whether there is something or not. */
    public void wake() {
        woken = true;
        wake(waiting);
    }

    private void wake(Thread thread) {
        if (thread != null) {
            parking.unpark(thread);
        }
    }
}
