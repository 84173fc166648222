package dev.quorate.runtime.net;

import static dev.quorate.runtime.net.Nodes.N1;
import static dev.quorate.runtime.net.Nodes.N2;
import static dev.quorate.runtime.net.Nodes.anyPort;
import static dev.quorate.runtime.net.Nodes.config;
import static dev.quorate.runtime.net.Nodes.nowhere;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How much goes through on the loopback, in a bounded time; the figures are printed. The bounds are those of a very slow machine. */
class TransportLoadTest {
    private static final int PAYLOAD_BYTES = 200;
    private static final long NANOS = 1_500_000_000L;

    private final Recorder one = new Recorder();

    @Test
    void oneWayInBatches() {
        EchoHandler two = new EchoHandler();
        try (Transport n2 = Nodes.open(config(N2, anyPort(), Map.of(N1, nowhere())), two);
                Transport n1 = Nodes.open(config(N1, anyPort(), Map.of(N2, n2.address())), one)) {
            one.awaitEvent("connected 2", 1);
            for (int batch : new int[] {1, 32, 256}) {
                measure(n1, n2, batch);
            }
        }
    }

    /** Sends for a while, and never more than half a queue ahead of what has come. */
    private static void measure(Transport n1, Transport n2, int batch) {
        byte[] payload = new byte[PAYLOAD_BYTES];
        long before = n2.statistics().received();
        long start = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() - start < NANOS) {
            for (int i = 0; i < batch; i++) {
                assertTrue(n1.send(N2, payload), "the queue is full");
            }
            n1.flush();
            sent += batch;
            while (n1.queuedBytes(N2) > 4 << 20) {
                LockSupport.parkNanos(20_000);
            }
        }
        long all = before + sent;
        Await.until("all has come", () -> n2.statistics().received() == all);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "load: batches of %d: %,.0f messages/s, %.0f MB/s%n",
                batch,
                sent / seconds,
                sent * PAYLOAD_BYTES / seconds / 1e6);
        assertTrue(sent / seconds > 1_000, "fewer than 1,000 messages a second");
    }

    @Test
    void thereAndBack() throws IOException, InterruptedException {
        try (Transport node = Nodes.open(config(N2, anyPort(), Map.of()), new EchoHandler());
                Connector connector = Connector.open("test", Optional.empty(), Limits.DEFAULT)) {
            Pinger pinger = new Pinger();
            Connection connection = connector.connect(node.address(), pinger).join();
            byte[] payload = new byte[PAYLOAD_BYTES];
            int rounds = 0;
            long start = System.nanoTime();
            while (System.nanoTime() - start < NANOS) {
                connection.send(payload);
                assertTrue(pinger.answers.tryAcquire(10, TimeUnit.SECONDS), "no answer");
                rounds++;
            }
            double micros = (System.nanoTime() - start) / 1e3 / rounds;
            System.out.printf(Locale.ROOT, "load: a client's request and answer: %.0f microseconds%n", micros);
            assertTrue(micros < 10_000, "slower than 10 ms");
        }
    }

    private static final class Pinger implements Connection.Receiver {
        private final Semaphore answers = new Semaphore(0);

        @Override
        public void received(byte[] payload) {
            answers.release();
        }

        @Override
        public void closed(String reason) {}
    }
}
