package dev.quorate.runtime.net;

import static dev.quorate.runtime.net.Nodes.N1;
import static dev.quorate.runtime.net.Nodes.N2;
import static dev.quorate.runtime.net.Nodes.anyPort;
import static dev.quorate.runtime.net.Nodes.bytes;
import static dev.quorate.runtime.net.Nodes.config;
import static dev.quorate.runtime.net.Nodes.nowhere;
import static dev.quorate.runtime.net.Nodes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Anybody may dial the port and say anything. Each try is a connection that sends 40 frames; most say hello first, and about one frame
 * in each is spoilt, so that spoilt frames come early and late. The node lives on, a good client is served after each hundred
 * tries, and memory does not grow.
 */
class TransportFuzzProperties {
    private static final int TRIES = 1_000;
    private static final int FRAMES = 40;
    private static final long GROWTH_BYTES = 16 << 20;
    private static final List<FrameType> TYPES = List.of(FrameType.values());

    private static Transport node;
    private static Connector connector;
    private static long heapBefore;
    private static long directBefore;
    private static int tries;
    private static int frames;

    @BeforeContainer
    static void open() throws IOException {
        Limits limits = Limits.DEFAULT.withFrames(1 << 20, 64 << 10);
        node = Nodes.open(with(config(N2, anyPort(), Map.of(N1, nowhere())), limits), new EchoHandler());
        connector = Connector.open("test", Optional.empty(), limits);
        serve();
        heapBefore = heap();
        directBefore = PlatformDependent.usedDirectMemory();
    }

    @Property(tries = TRIES)
    void theNodeStaysUpWhateverIsSaid(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        try (Raw dialler = new Raw(node.address())) {
            if (random.nextInt(4) > 0) {
                dialler.send(hello(random).frame());
            }
            for (int i = 0; i < FRAMES; i++) {
                dialler.send(random.nextInt(FRAMES) == 0 ? spoilt(random) : encode(right(random)));
                frames++;
            }
        } catch (SocketException e) {
            // Cut off: as it should be.
        }
        if (++tries % 100 == 0) {
            serve();
        }
    }

    @AfterContainer
    static void close() {
        assertTrue(frames > 20_000, "only " + frames + " frames were sent");
        assertTrue(node.statistics().received() > 5_000, "hardly any of them came through: " + node.statistics());
        assertTrue(node.statistics().refused() > 100, "hardly any connection was refused: " + node.statistics());
        Await.until(
                "nobody is left",
                () -> node.statistics().handshakes() + node.statistics().clients() == 0);
        serve();
        long heap = heap() - heapBefore;
        long direct = PlatformDependent.usedDirectMemory() - directBefore;
        System.out.println("fuzz: " + tries + " connections, " + frames + " frames, " + node.statistics() + ", heap "
                + (heap >> 10) + " KiB more, direct memory " + (direct >> 10) + " KiB more");
        assertTrue(heap < GROWTH_BYTES, "the heap has grown by " + heap + " bytes");
        assertTrue(direct < GROWTH_BYTES, "direct memory has grown by " + direct + " bytes");
        connector.close();
        node.close();
    }

    /** A good client is served. */
    private static void serve() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Connection connection = connector
                .connect(node.address(), new Connection.Receiver() {
                    @Override
                    public void received(byte[] payload) {
                        answer.complete(new String(payload, java.nio.charset.StandardCharsets.UTF_8));
                    }

                    @Override
                    public void closed(String reason) {
                        answer.complete("closed: " + reason);
                    }
                })
                .join();
        connection.send(bytes("are you there?"));
        assertEquals("are you there?", answer.orTimeout(10, TimeUnit.SECONDS).join());
        connection.close();
    }

    private static Hello hello(Random random) {
        boolean peer = random.nextBoolean();
        return new Hello(
                peer ? Hello.Kind.PEER : Hello.Kind.CLIENT,
                random.nextInt(10) == 0 ? "prod" : "test",
                "raft",
                random.nextInt(10) == 0 ? "9" : "1",
                "2",
                random.nextInt(3),
                random.nextInt());
    }

    /** A frame with a byte changed, its end cut off, its length or type a lie, out of place, or all of it noise. */
    private static byte[] spoilt(Random random) {
        byte[] frame = encode(random.nextInt(3) == 0 ? hello(random).frame() : right(random));
        switch (random.nextInt(6)) {
            case 0 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame = Arrays.copyOf(frame, 1 + random.nextInt(frame.length));
            case 2 -> frame[random.nextInt(4)] = (byte) random.nextInt();
            case 3 -> random.nextBytes(frame);
            case 4 -> frame[4] = (byte) random.nextInt();
            default -> frame[4] = TYPES.get(random.nextInt(TYPES.size())).code();
        }
        return frame;
    }

    private static Frame right(Random random) {
        byte[] payload = new byte[random.nextInt(20) == 0 ? random.nextInt(70_000) : random.nextInt(100)];
        random.nextBytes(payload);
        return new Frame(random.nextInt(10) == 0 ? FrameType.PING : FrameType.DATA, payload);
    }

    private static byte[] encode(Frame frame) {
        ByteBuf bytes = frame.encode();
        byte[] array = new byte[bytes.readableBytes()];
        bytes.readBytes(array).release();
        return array;
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
