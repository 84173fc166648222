package dev.quorate.conformance.binding.multipaxos;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Proposal;
import dev.quorate.paxos.multi.Reading;
import dev.quorate.paxos.multi.Role;
import dev.quorate.paxos.multi.Snapshot;
import java.util.Collections;
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

/** What a step of three nodes costs, as the log grows, and as more slots and reads are open. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx2g", "-XX:+UseSerialGC"})
public class MultiPaxosBenchmark {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Command COMMAND = new Command("5.7 put key1234 " + "v".repeat(100));

    /** Slots of the log that follow the snapshot. */
    @Param({"1000", "100000", "1000000"})
    public int slots;

    /** Slots that are not chosen, and reads that are not confirmed. */
    @Param({"64", "512"})
    public int open;

    private final MultiPaxos paxos = new MultiPaxos(Set.of(N1, N2, N3));
    private Node leader;
    private Node follower;

    /** A leader whose last proposals nobody else has accepted yet, and a follower that has accepted all. */
    @Setup(Level.Trial)
    public void makeNodes() {
        List<Proposal> log = Collections.nCopies(slots, new Proposal(1, Optional.of(COMMAND)));
        Reading reading = new Reading(open, Map.of(N2, 0, N3, 0), 0, 0);
        List<Set<NodeId>> acks = Collections.nCopies(open, Set.of(N1));
        leader = new Node(1, Snapshot.NONE, log, Role.LEADER, Set.of(), List.of(), acks, slots - open, reading);
        follower = new Node(
                1, Snapshot.NONE, log, Role.FOLLOWER, Set.of(), List.of(), List.of(), slots - open, Reading.NONE);
    }

    /** A leader takes a command. */
    @Benchmark
    public Step<Node, Message> clientRequest() {
        return paxos.step(leader, new Event.ClientRequest(N1, COMMAND));
    }

    /** A leader sends a proposal. */
    @Benchmark
    public Step<Node, Message> sendAccept() {
        return paxos.step(leader, new Event.SendAccept(N1, N2, slots - open + 1));
    }

    /** A follower accepts a proposal. */
    @Benchmark
    public Step<Node, Message> accept() {
        return paxos.step(follower, new Event.Receive(N2, new Message.Accept(N1, N2, 1, slots + 1, COMMAND)));
    }

    /** A leader learns that the first open slot is chosen. */
    @Benchmark
    public Step<Node, Message> accepted() {
        return paxos.step(leader, new Event.Receive(N1, new Message.Accepted(N2, N1, 1, slots - open + 1)));
    }

    /** A follower learns how far the log is chosen. */
    @Benchmark
    public Step<Node, Message> commit() {
        return paxos.step(follower, new Event.Receive(N2, new Message.Commit(N1, N2, 1, slots - open + 1, 0)));
    }
}
