package dev.quorate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * How a mailbox stands threads that come at the same time, by Lincheck. Left out: more than two threads that put in and one that
 * takes out, and more than three operations of each.
 */
class MailboxRaceTest {
    /** With Lincheck 3.7 on JDK 25, a planted race was not found: a check that could not fail. */
    static final String NEWER = "Lincheck's mode for any code does not see all of it on newer JVMs";

    /** With room for all. */
    @Param(name = "item", gen = IntGen.class, conf = "1:3")
    public static class WithRoom {
        private final Mailbox<Integer> mailbox = new Mailbox<>(100);

        @Operation
        public boolean offer(@Param(name = "item") int item) {
            return mailbox.offer(item);
        }

        /** Only one thread takes. One at a time: what comes while several are taken may be among them. */
        @Operation(nonParallelGroup = "taker")
        public List<Integer> take() {
            List<Integer> items = new ArrayList<>();
            mailbox.drain(items, 1);
            return items;
        }

        @Operation(nonParallelGroup = "taker")
        public boolean isEmpty() {
            return mailbox.isEmpty();
        }
    }

    /** The same over a queue that is for one thread. */
    @Param(name = "item", gen = IntGen.class, conf = "1:3")
    public static class Unguarded {
        private final ArrayDeque<Integer> queue = new ArrayDeque<>();

        @Operation
        public boolean offer(@Param(name = "item") int item) {
            return queue.add(item);
        }

        @Operation(nonParallelGroup = "taker")
        public List<Integer> take() {
            Integer item = queue.poll();
            return item == null ? List.of() : List.of(item);
        }
    }

    private static ModelCheckingOptions everyInterleaving() {
        return new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(8)
                .invocationsPerIteration(100);
    }

    @Test
    void whatThreadsPutInAndTakeOutIsAsIfTheyDidOneAfterTheOther() {
        everyInterleaving().check(WithRoom.class);
    }

    @Test
    void underStressAsWell() {
        new StressOptions()
                .threads(2)
                .actorsPerThread(3)
                .iterations(8)
                .invocationsPerIteration(200)
                .check(WithRoom.class);
    }

    @Test
    void aMailboxOverAQueueForOneThreadIsFoundOut() {
        assertThrows(LincheckAssertionError.class, () -> everyInterleaving().check(Unguarded.class));
    }

    /** It looks whether there is room, and then takes it. */
    private static final class Overfull {
        private final AtomicInteger size = new AtomicInteger();

        boolean offer() {
            return size.get() < 1 && size.incrementAndGet() > 0;
        }
    }

    /** Of two that come to the last place at the same time, one gets it. */
    private static void fillsTheLastPlace(BooleanSupplier offer) {
        AtomicInteger taken = new AtomicInteger();
        Thread other = new Thread(() -> taken.addAndGet(offer.getAsBoolean() ? 1 : 0));
        other.start();
        taken.addAndGet(offer.getAsBoolean() ? 1 : 0);
        join(other);
        assertEquals(1, taken.get(), "so many got the last place");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_17, disabledReason = NEWER)
    void aMailboxHoldsNoMoreThanItMay() {
        Lincheck.runConcurrentTest(200, () -> {
            Mailbox<Integer> mailbox = new Mailbox<>(1);
            fillsTheLastPlace(() -> mailbox.offer(1));
        });
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_17, disabledReason = NEWER)
    void aMailboxThatLooksForRoomBeforeItTakesItIsFoundOut() {
        assertThrows(
                LincheckAssertionError.class,
                () -> Lincheck.runConcurrentTest(200, () -> {
                    Overfull overfull = new Overfull();
                    fillsTheLastPlace(overfull::offer);
                }));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the JDK's, but by a monitor, since Lincheck takes a thread that parks for one that may go on at any time. */
    private static final class Monitor implements Mailbox.Parking {
        private boolean permit;

        @Override
        public synchronized void park(Object at, long nanos) {
            try {
                while (!permit) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            permit = false;
        }

        @Override
        public synchronized void unpark(Thread thread) {
            permit = true;
            notifyAll();
        }
    }

    /** What a thread waits at: the mailbox, or one that has a fault. */
    private interface Box {
        void offer(int item);

        void drain(List<Integer> into);

        void await();
    }

    private static final class Sound implements Box {
        private final Mailbox<Integer> mailbox = new Mailbox<>(2, new Monitor());

        @Override
        public void offer(int item) {
            assertTrue(mailbox.offer(item));
        }

        @Override
        public void drain(List<Integer> into) {
            mailbox.drain(into, 10);
        }

        @Override
        public void await() {
            mailbox.await(Long.MAX_VALUE);
        }
    }

    /** It looks whether there is something before it says that it waits. */
    private static final class Sleepy implements Box {
        private final ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
        private final Monitor monitor = new Monitor();
        private volatile Thread waiting;

        @Override
        public void offer(int item) {
            queue.add(item);
            Thread thread = waiting;
            if (thread != null) {
                monitor.unpark(thread);
            }
        }

        @Override
        public void drain(List<Integer> into) {
            Integer item;
            while ((item = queue.poll()) != null) {
                into.add(item);
            }
        }

        @Override
        public void await() {
            if (queue.isEmpty()) {
                waiting = Thread.currentThread();
                monitor.park(this, Long.MAX_VALUE);
                waiting = null;
            }
        }
    }

    /** One thread takes until it has all; if it sleeps though something is there, it sleeps for ever. */
    private static void handsOver(Box box) {
        Thread offers = new Thread(() -> {
            box.offer(1);
            box.offer(2);
        });
        offers.start();
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < 2) {
            box.drain(taken);
            if (taken.size() < 2) {
                box.await();
            }
        }
        assertEquals(List.of(1, 2), taken);
        join(offers);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_17, disabledReason = NEWER)
    void whoWaitsIsWoken() {
        Lincheck.runConcurrentTest(200, () -> handsOver(new Sound()));
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_17, disabledReason = NEWER)
    void aMailboxThatForgetsToWakeIsFoundOut() {
        assertThrows(
                LincheckAssertionError.class, () -> Lincheck.runConcurrentTest(200, () -> handsOver(new Sleepy())));
    }
}
