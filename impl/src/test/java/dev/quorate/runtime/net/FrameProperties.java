package dev.quorate.runtime.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What goes into an outbox comes out of a decoder, however the bytes are cut on the way. */
class FrameProperties {
    private static final int LIMIT = 400_000;

    /** The lengths of payloads: mostly short, some longer than a piece that is written, or than a frame's first memory. */
    @Provide
    Arbitrary<List<Integer>> lengths() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, Arbitraries.integers().between(0, 300)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(60_000, LIMIT)))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 200)
    void whatIsSentIsWhatArrives(@ForAll("lengths") List<Integer> lengths, @ForAll long seed) {
        Random random = new Random(seed);
        Outbox outbox = new Outbox(Long.MAX_VALUE);
        outbox.open(LIMIT);
        List<byte[]> sent = new ArrayList<>();
        for (int length : lengths) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            sent.add(payload);
            assertEquals(Outbox.Offer.TAKEN, outbox.offer(payload));
        }
        EmbeddedChannel from = new EmbeddedChannel();
        EmbeddedChannel to = new EmbeddedChannel(new FrameDecoder(LIMIT));
        outbox.drain(from);
        assertEquals(0, outbox.bytes(), "what has been sent is still counted");
        for (ByteBuf piece = from.readOutbound(); piece != null; piece = from.readOutbound()) {
            while (piece.isReadable()) {
                int cut = 1 + random.nextInt(random.nextBoolean() ? 10 : 100_000);
                to.writeInbound(Unpooled.copiedBuffer(piece.readSlice(Math.min(cut, piece.readableBytes()))));
            }
            piece.release();
        }
        for (byte[] payload : sent) {
            Frame frame = to.readInbound();
            assertEquals(FrameType.DATA, frame.type());
            assertArrayEquals(payload, frame.payload());
        }
        assertEquals(0, to.inboundMessages().size());
        Channels.close(from);
        Channels.close(to);
    }

    @Property(tries = 200)
    void aQueueHoldsWhatItsLimitSays(@ForAll("lengths") List<Integer> lengths) {
        Outbox outbox = new Outbox(100_000);
        outbox.open(LIMIT);
        long bytes = 0;
        int taken = 0;
        for (int length : lengths) {
            boolean fits = bytes == 0 || bytes + length + Outbox.OVERHEAD_BYTES <= 100_000;
            assertEquals(fits ? Outbox.Offer.TAKEN : Outbox.Offer.FULL, outbox.offer(new byte[length]));
            bytes += fits ? length + Outbox.OVERHEAD_BYTES : 0;
            taken += fits ? 1 : 0;
            assertEquals(bytes, outbox.bytes());
        }
        assertEquals(taken, outbox.close(), "what a closed queue drops");
        assertEquals(Outbox.Offer.AWAY, outbox.offer(new byte[1]));
        assertFalse(outbox.isOpen());
        outbox.open(LIMIT);
        EmbeddedChannel next = new EmbeddedChannel();
        outbox.offer(new byte[3]);
        outbox.drain(next);
        ByteBuf sent = next.readOutbound();
        assertEquals(Frame.HEADER_BYTES + 3, sent.readableBytes(), "what was dropped is sent on the next connection");
        assertEquals(0, next.outboundMessages().size());
        sent.release();
        Channels.close(next);
    }

    @Example
    void whatWasReadBeforeAPauseIsDeliveredAfterIt() {
        FrameDecoder decoder = new FrameDecoder(LIMIT);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        Connection connection =
                new Connection(channel, new Outbox(100), decoder, new Counters(), Connection.WhenFull.REFUSE);
        connection.pause();
        channel.writeInbound(new Frame(FrameType.DATA, new byte[3]).encode());
        assertEquals(0, channel.inboundMessages().size(), "a paused connection delivers");
        connection.resume();
        channel.runPendingTasks();
        assertEquals(1, channel.inboundMessages().size(), "what came before the pause is forgotten");
        Channels.close(channel);
    }

    @Property(tries = 500)
    void whateverComesADecoderTakesItOrSaysNo(@ForAll byte[] bytes) {
        List<Throwable> refusals = new ArrayList<>();
        EmbeddedChannel channel =
                new EmbeddedChannel(new FrameDecoder(100), new io.netty.channel.ChannelInboundHandlerAdapter() {
                    @Override
                    public void exceptionCaught(io.netty.channel.ChannelHandlerContext context, Throwable cause) {
                        refusals.add(cause);
                    }
                });
        List<ByteBuf> arrived = List.of(Unpooled.copiedBuffer(bytes), Unpooled.copiedBuffer(bytes));
        arrived.forEach(channel::writeInbound);
        assertTrue(refusals.size() <= 1, "a decoder says no once");
        assertTrue(refusals.stream().allMatch(RefusedException.class::isInstance), refusals::toString);
        Channels.close(channel);
        channel.runPendingTasks();
        assertTrue(
                arrived.stream().allMatch(buffer -> buffer.capacity() == 0 || buffer.refCnt() == 0),
                "memory is kept: " + arrived);
    }
}
