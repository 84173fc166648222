package dev.quorate.conformance.binding.zab;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.History;
import dev.quorate.zab.broadcast.Learner;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Phase;
import dev.quorate.zab.broadcast.Stage;
import dev.quorate.zab.broadcast.Transaction;
import dev.quorate.zab.broadcast.Zab;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** What a step of three servers costs, as the history grows, and as more transactions and reads are on their way. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx2g", "-XX:+UseSerialGC"})
public class ZabBenchmark {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Command COMMAND = new Command("5.7 put key1234 " + "v".repeat(100));

    /** Transactions of the history that follow the snapshot. */
    @Param({"1000", "100000", "1000000"})
    public int transactions;

    /** Transactions that are not delivered, and reads that are not confirmed. */
    @Param({"64", "512"})
    public int open;

    private final Zab zab = new Zab(Set.of(N1, N2, N3), Set.of(), 1_000, UnaryOperator.identity());
    private Node leader;
    private Node follower;

    /** A leader whose last transactions nobody else has yet, and a follower that has all. */
    @Setup(Level.Trial)
    public void makeNodes() {
        List<Transaction> all = new ArrayList<>();
        for (int i = 1; i <= transactions; i++) {
            all.add(new Transaction(new Zxid(1, i), COMMAND));
        }
        History history = History.of(all);
        int delivered = transactions - open;
        Learner learner = new Learner(Stage.ACTIVE, new Zxid(1, delivered));
        leader = new Node(
                1,
                1,
                history,
                delivered,
                Phase.BROADCAST,
                Optional.of(N1),
                History.EMPTY,
                0,
                1,
                Map.of(N2, learner, N3, learner),
                open,
                Map.of(),
                0);
        follower = new Node(
                1,
                1,
                history,
                delivered,
                Phase.BROADCAST,
                Optional.of(N1),
                History.EMPTY,
                0,
                0,
                Map.of(),
                0,
                Map.of(),
                0);
    }

    /** A leader takes a command. */
    @Benchmark
    public Step<Node, Message> clientRequest() {
        return zab.step(leader, new Event.ClientRequest(N1, COMMAND));
    }

    /** A follower takes a transaction. */
    @Benchmark
    public Step<Node, Message> propose() {
        Transaction next = new Transaction(new Zxid(1, transactions + 1), COMMAND);
        return zab.step(follower, new Event.Receive(N2, new Message.Propose(N1, N2, next)));
    }

    /** A leader learns that a follower has one more, and delivers it. */
    @Benchmark
    public Step<Node, Message> ack() {
        return zab.step(leader, new Event.Receive(N1, new Message.Ack(N2, N1, new Zxid(1, transactions - open + 1))));
    }

    /** A follower delivers. */
    @Benchmark
    public Step<Node, Message> commit() {
        return zab.step(
                follower, new Event.Receive(N2, new Message.Commit(N1, N2, new Zxid(1, transactions - open + 1))));
    }

    /** A leader begins a read. */
    @Benchmark
    public Step<Node, Message> readIndex() {
        return zab.step(leader, new Event.ReadIndex(N1));
    }
}
