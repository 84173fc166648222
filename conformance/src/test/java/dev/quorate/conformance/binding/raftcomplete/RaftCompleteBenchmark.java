package dev.quorate.conformance.binding.raftcomplete;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.raft.complete.Configuration;
import dev.quorate.raft.complete.Entry;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Log;
import dev.quorate.raft.complete.Message;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.Node.Leading;
import dev.quorate.raft.complete.RaftComplete;
import dev.quorate.raft.complete.Role;
import dev.quorate.raft.complete.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

/** What a step of three nodes costs, as the log grows, and as more entries and reads are on their way. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx2g", "-XX:+UseSerialGC"})
public class RaftCompleteBenchmark {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final int BATCH = 64;
    private static final int WINDOW = 4096;

    /** Entries of the log that follow the snapshot. */
    @Param({"1000", "100000", "1000000"})
    public int entries;

    /** Entries that are not committed, and reads that are not confirmed. */
    @Param({"64", "512"})
    public int open;

    private final RaftComplete raft = new RaftComplete(Set.of(N1, N2, N3), BATCH, WINDOW);
    private Node leader;
    private Node follower;
    private Event request;
    private Event send;
    private Event append;
    private Event reply;
    private Event stale;
    private Event read;

    /** A leader of whose log n2 lacks the last entries, and a follower that lacks a batch. */
    @Setup(Level.Trial)
    public void makeNodes() {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry.NoOp(1));
        for (int i = 1; i < entries; i++) {
            all.add(new Entry.Client(1, command(i)));
        }
        Configuration three = new Configuration(Set.of(N1, N2, N3), Set.of());
        Log log = new Log(new Snapshot(0, 0, List.of(), three), all);
        int matched = entries - open;
        Leading leading = new Leading(
                Map.of(N2, matched + 1, N3, matched + 1),
                Map.of(N2, matched, N3, matched),
                Set.of(N2),
                Optional.empty(),
                false,
                open,
                Map.of(N2, 0, N3, 0),
                0,
                0);
        leader = new Node(1, Optional.of(N1), log, Role.LEADER, Optional.of(N1), Set.of(), leading, matched);
        follower = new Node(1, Optional.of(N1), log, Role.FOLLOWER, Optional.of(N1), Set.of(), Leading.NOT, matched);
        request = new Event.ClientRequest(N1, command(entries));
        send = new Event.SendAppendEntries(N1, N2);
        List<Entry> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(new Entry.Client(1, command(i)));
        }
        append = new Event.Receive(N2, new Message.AppendEntries(N1, N2, 1, entries, 1, batch, entries, 0));
        reply = new Event.Receive(N1, new Message.AppendEntriesReply(N2, N1, 1, true, matched + BATCH, 0));
        stale = new Event.Receive(N1, new Message.AppendEntriesReply(N2, N1, 1, true, matched, 0));
        read = new Event.ReadIndex(N1);
    }

    private static Command command(int i) {
        return new Command(i % 100 + "." + i + " put key" + i % 10_000 + " " + "v".repeat(100));
    }

    /** A leader takes a command. */
    @Benchmark
    public Step<Node, Message> clientRequest() {
        return raft.step(leader, request);
    }

    /** A leader sends a batch of entries. */
    @Benchmark
    public Step<Node, Message> sendAppendEntries() {
        return raft.step(leader, send);
    }

    /** A follower takes a batch of entries. */
    @Benchmark
    public Step<Node, Message> appendEntries() {
        return raft.step(follower, append);
    }

    /** A leader learns that a follower has a batch, and commits it. */
    @Benchmark
    public Step<Node, Message> reply() {
        return raft.step(leader, reply);
    }

    /** A leader learns nothing new from a follower. */
    @Benchmark
    public Step<Node, Message> staleReply() {
        return raft.step(leader, stale);
    }

    /** A leader begins a read. */
    @Benchmark
    public Step<Node, Message> readIndex() {
        return raft.step(leader, read);
    }
}
