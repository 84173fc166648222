package dev.quorate.runtime.client;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.runtime.api.Addresses;
import dev.quorate.runtime.api.Request;
import dev.quorate.runtime.api.Response;
import dev.quorate.runtime.api.Wire;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Requests are made while connections come and go and answers are on the way, by Lincheck: in the interleavings that its model checker
 * finds within its bound, and under the machine's own threads. Left out: more than two threads, more than three operations of each,
 * hints, watches, sessions.
 */
class CourierRaceTest {
    private static final Request STATUS = new Request.Status();
    private static final byte[][] ANSWERS = new byte[20][];

    static {
        for (int number = 0; number < ANSWERS.length; number++) {
            ANSWERS[number] = Wire.write(number, new Response.Begun());
        }
    }

    /** A connection that counts what it was given: requests are numbered from 1. */
    private static final class Counting implements Line {
        private final List<Long> sent = new ArrayList<>();

        private int answered;

        @Override
        public synchronized boolean send(byte[] payload) {
            return sent.add(Wire.request(payload).number());
        }

        /** The first request that was not answered; 0 if there is none. */
        synchronized long next() {
            return answered == sent.size() ? 0 : sent.get(answered++);
        }

        @Override
        public void close() {}
    }

    /** A courier and its only server. What the network does, one thread does. */
    public static class Network {
        private final List<CompletableFuture<Call.Answered>> asked = new ArrayList<>();
        private Counting line = new Counting();
        private volatile Optional<Line.Outcome> dialled = Optional.empty();
        private boolean connected;
        private final Courier courier = new Courier(
                new Route(List.of(Addresses.parse("a:1")), () -> 0),
                10,
                this::dial,
                () -> 0L,
                new Watches(Runnable::run));

        private void dial(InetSocketAddress address, Line.Outcome outcome) {
            dialled = Optional.of(outcome);
        }

        /** Asks; by the client's thread alone, so that the requests' numbers are in order. */
        @Operation(nonParallelGroup = "client")
        public void ask() {
            asked.add(courier.bring(STATUS, true, TimeUnit.HOURS.toNanos(1)));
        }

        @Operation(nonParallelGroup = "network")
        public boolean connect() {
            if (dialled.isEmpty() || connected) {
                return false;
            }
            connected = true;
            line = new Counting();
            dialled.get().connected(line);
            return true;
        }

        /** The first request that was sent and not answered is: gives its number. */
        @Operation(nonParallelGroup = "network")
        public long answer() {
            long number = line.next();
            if (number != 0) {
                dialled.orElseThrow().received(ANSWERS[(int) number]);
            }
            return number;
        }

        @Operation(nonParallelGroup = "client")
        public String answers() {
            StringBuilder answers = new StringBuilder();
            for (CompletableFuture<Call.Answered> one : asked) {
                answers.append(!one.isDone() ? "-" : one.join().repeated() ? "again " : "once ");
            }
            return answers.toString();
        }
    }

    /** Looks whether there is a connection, and if there is none, leaves the request for who makes one: who may just have looked. */
    public static class Hasty {
        private final List<Integer> waiting = new ArrayList<>();
        private final List<Integer> sent = new ArrayList<>();
        private volatile boolean connected;
        private int number;

        private synchronized boolean put(List<Integer> where) {
            return where.add(++number);
        }

        @Operation(nonParallelGroup = "client")
        public void ask() {
            put(connected ? sent : waiting);
        }

        @Operation(nonParallelGroup = "network")
        public synchronized boolean connect() {
            boolean was = connected;
            sent.addAll(waiting);
            waiting.clear();
            connected = true;
            return !was;
        }

        @Operation(nonParallelGroup = "network")
        public synchronized int answer() {
            return sent.isEmpty() ? 0 : sent.remove(0);
        }
    }

    private static ModelCheckingOptions everyInterleaving() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(2)
                .iterations(8)
                .invocationsPerIteration(40);
    }

    @Test
    void requestsAreAnsweredOnceWheneverConnectionsComeAndGo() {
        everyInterleaving().check(Network.class);
    }

    @Test
    void underStressAsWell() {
        new StressOptions()
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(3)
                .iterations(8)
                .invocationsPerIteration(100)
                .check(Network.class);
    }

    @Test
    void aClientThatLooksBeforeItLeavesItsRequestIsFoundOut() {
        assertThrows(LincheckAssertionError.class, () -> everyInterleaving().check(Hasty.class));
    }
}
