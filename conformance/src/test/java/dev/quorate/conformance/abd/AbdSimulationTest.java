package dev.quorate.conformance.abd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.Repository;
import dev.quorate.conformance.TraceHistory;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.abd.AbdBinding;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.simulation.HistoryObserver;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.conformance.simulation.Violation;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.replication.abd.Event;
import dev.quorate.replication.abd.Message;
import dev.quorate.replication.abd.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under faults ABD is an atomic register, and with a fault in its code it is not. */
class AbdSimulationTest {
    /** Many clients, and messages that come late. */
    private static final Profile BUSY =
            Profile.CHAOS.with(Setting.STRAGGLERS, 0.3).with(Setting.CLIENTS, 8).with(Setting.THINK, 10);

    /** The same, with nodes that are back before the messages come. */
    private static final Profile LATE = BUSY.with(Setting.CRASH_EVERY, 50);

    private final AbdBinding binding = new AbdBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void clientsSeeOneAtomicRegisterUnderEveryProfile(String profile) {
        Options options = options(5, 40_000, Profile.of(profile));
        Seen seen = simulate(binding.world(options.constants()), options);

        assertEquals(Optional.empty(), seen.result.violation(), "a property of ABD");
        for (String notable : List.of("reads", "writes")) {
            assertTrue(
                    seen.result.statistics().of(notable) > 100,
                    () -> notable + ": " + seen.result.statistics().all());
        }
        assertEquals(Verdict.YES, seen.verdict, "the history is linearizable");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes) {
        Options options = options(nodes, 60_000, BUSY);
        Seen seen = simulate(binding.world(options.constants()), options);

        assertEquals(Optional.empty(), seen.result.violation(), () -> nodes + " nodes");
        assertEquals(Verdict.YES, seen.verdict, () -> nodes + " nodes");
        for (String notable : nodes < 3
                ? List.of("reads", "writes", "operations lost")
                : List.of("reads", "writes", "operations lost", "operations overtaken")) {
            assertTrue(
                    seen.result.statistics().of(notable) > 20,
                    () -> notable + ": " + seen.result.statistics().all());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DOES_NOT_WRITE_BACK, StoredByQuorum",
        "RETURNS_WHAT_IT_STORES, StoredByQuorum",
        "SHARES_TIMESTAMPS, OneValuePerTimestamp",
        "STORES_LATER, OneValuePerTimestamp",
        "WRITES_BLINDLY, Ordered",
        "FORGETS_WHAT_IT_STORES, TimestampMonotonic",
        "FORGETS_ITS_OPERATION, StoredByQuorum",
        "TAKES_ANYTHING, TimestampMonotonic",
        "COUNTS_ANY_ANSWER, StoredByQuorum",
        "WAITS_FOR_ONE, StoredByQuorum",
        "HEARS_NO_ACK, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyAbd fault, String property) {
        Options options = options(5, 2_000_000, LATE);
        Violation violation = Faults.found(fault.in(binding.world(options.constants())), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    /**
     * Nobody looks into the nodes here: what clients are answered is enough to tell. (Of the faults that need three things to go
     * wrong at once, clients saw none in 400 thousand steps; the properties find those.)
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DOES_NOT_WRITE_BACK",
                "SHARES_TIMESTAMPS",
                "WRITES_BLINDLY",
                "FORGETS_WHAT_IT_STORES",
                "WAITS_FOR_ONE"
            })
    void clientsSeeTheFault(FaultyAbd fault) {
        Options options = options(5, 400_000, LATE);
        Seen seen = simulate(Faults.unwatched(fault.in(binding.world(options.constants()))), options);
        assertEquals(Optional.empty(), seen.result.violation(), "no property is looked at");
        assertEquals(Verdict.NO, seen.verdict, () -> fault + " does not show");
    }

    @Test
    void whatTlcFindsWithoutTheWriteBackIsNotLinearizable() {
        assertEquals(
                Verdict.NO,
                TraceHistory.verdict(Itf.read(Repository.TRACES.fileOf(Repository.model("abd/no-write-back-atomic")))));
        assertEquals(
                Verdict.YES, TraceHistory.verdict(Itf.read(Repository.TRACES.fileOf(Repository.model("abd/behind")))));
    }

    private record Seen(Result result, Verdict verdict) {}

    private static <G> Seen simulate(World<Node, Event, Message, G> world, Options options) {
        HistoryObserver<Node, Event, Message> clients = new HistoryObserver<>("the history");
        Result result = Simulator.simulate(world, options, clients, line -> {});
        Checker checker = Checker.of(Models.named("key-value").orElseThrow());
        return new Seen(result, checker.check(clients.history()).verdict());
    }

    private static Options options(int nodes, long steps, Profile profile) {
        return new Options(nodes, 42, steps, 5000, Optional.empty(), profile, Reads.LOG);
    }
}
