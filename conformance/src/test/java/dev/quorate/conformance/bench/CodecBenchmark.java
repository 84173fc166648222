package dev.quorate.conformance.bench;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.raft.complete.Entry;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Message;
import dev.quorate.raft.complete.Node;
import dev.quorate.runtime.Codec;
import dev.quorate.runtime.raft.RaftEngine;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Encoder;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to make bytes of a batch of Raft's entries, and entries of bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final NodeId N1 = new NodeId("1");
    private static final NodeId N2 = new NodeId("2");

    /** Entries of a batch. */
    @Param({"1", "64"})
    public int entries;

    private final RaftEngine engine = new RaftEngine(Set.of(N1, N2, new NodeId("3")), UnaryOperator.identity());
    private final Codec<Node, Event, Message> codec = engine.codec();
    private final Encoder out = new Encoder();
    private Message message;
    private Event event;
    private Node before;
    private Node after;
    private byte[] bytes;

    /** A message of such a batch, and the step of the follower that takes it. */
    @Setup(Level.Trial)
    public void makeBatch() {
        Entry entry = new Entry.Client(1, new Command("5.7 put key1234 " + "v".repeat(100)));
        List<Entry> batch = Collections.nCopies(entries, entry);
        message = new Message.AppendEntries(N1, N2, 1, 0, 0, batch, 0, 0);
        before = engine.protocol().initial(N2);
        event = new Event.Receive(N2, message);
        after = engine.protocol().step(before, event).state();
        codec.encode(message, out.clear());
        bytes = out.toBytes();
    }

    /** A message to bytes. */
    @Benchmark
    public ByteBuffer encode() {
        codec.encode(message, out.clear());
        return out.view();
    }

    /** Bytes to a message. */
    @Benchmark
    public Message decode() {
        return codec.decode(new Decoder(ByteBuffer.wrap(bytes)));
    }

    /** What a follower writes to its log. */
    @Benchmark
    public ByteBuffer changes() {
        codec.changes(before, event, after, out.clear());
        return out.view();
    }
}
