package dev.quorate.conformance.history;

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

/** How the cost of a check grows with the length of a history and with the number of its clients. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class HistoryBenchmark {
    /** What the object is. */
    @Param({"cas-register", "key-value"})
    public String model;

    /** How many calls the history has. */
    @Param({"100", "1000", "10000", "100000"})
    public int operations;

    /** How many calls may be open at a time. */
    @Param({"1", "5", "10", "20"})
    public int clients;

    private Checker checker;
    private History right;
    private History stale;

    /** Makes the histories. Two calls of a thousand time out; each value is written once, so that a stale read shows. */
    @Setup(Level.Trial)
    public void makeHistories() {
        checker = Checker.of(Models.named(model).orElseThrow());
        right = make(RandomHistory.Fault.NONE, Verdict.YES);
        stale = make(RandomHistory.Fault.STALE_READ, Verdict.NO);
    }

    private History make(RandomHistory.Fault fault, Verdict expected) {
        // A short history may be right in spite of its object.
        for (int seed = 0; seed < 100; seed++) {
            History history = new RandomHistory(
                            model, operations, clients, model.equals("key-value") ? 10 : 0, 0, 2, fault, seed)
                    .make();
            if (checker.check(history).verdict() == expected) {
                return history;
            }
        }
        throw new IllegalStateException("no history of verdict " + expected);
    }

    /** A history that is linearizable. */
    @Benchmark
    public Verdict linearizable() {
        return checker.check(right).verdict();
    }

    /** A history with stale reads in its second half. */
    @Benchmark
    public Verdict stale() {
        return checker.check(stale).verdict();
    }
}
