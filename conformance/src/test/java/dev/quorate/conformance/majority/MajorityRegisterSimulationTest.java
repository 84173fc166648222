package dev.quorate.conformance.majority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.Repository;
import dev.quorate.conformance.TraceHistory;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.majority.MajorityRegisterBinding;
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
import dev.quorate.replication.majority.Event;
import dev.quorate.replication.majority.Message;
import dev.quorate.replication.majority.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What majorities alone give their clients, and what they do not. */
class MajorityRegisterSimulationTest {
    /** Many clients, and messages that come late. */
    private static final Profile BUSY =
            Profile.CHAOS.with(Setting.STRAGGLERS, 0.3).with(Setting.CLIENTS, 8).with(Setting.THINK, 10);

    private final MajorityRegisterBinding binding = new MajorityRegisterBinding();

    /** Not even where nothing goes wrong: messages overtake each other, and that is enough. */
    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void whatClientsSeeIsNotLinearizable(String profile) {
        Options options = options(5, 40_000, Profile.of(profile));
        World<Node, Event, Message, ?> world = binding.world(options.constants());
        Seen seen = simulate(world, options);

        assertFalse(world.isLinearizable(), "it does not say that it is");
        assertEquals(Optional.empty(), seen.result.violation(), "but every request is answered");
        assertEquals(Verdict.NO, seen.verdict, profile);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void ifOneNodeWritesEveryReadHearsWhatWasWrittenLast(int nodes) {
        Options options = options(nodes, 40_000, BUSY);
        Seen seen = simulate(FaultyMajorityRegister.NONE.in(binding.world(options.constants())), options);

        assertEquals(Optional.empty(), seen.result.violation(), () -> nodes + " nodes");
        for (String notable : nodes == 1
                ? List.of("writes", "reads that hear one value")
                : List.of("writes", "reads that hear one value", "reads that guess")) {
            assertTrue(
                    seen.result.statistics().of(notable) > 20,
                    () -> notable + ": " + seen.result.statistics().all());
        }
        assertEquals(nodes == 1 ? Verdict.YES : Verdict.NO, seen.verdict, "it hears it, and guesses");
    }

    @ParameterizedTest
    @CsvSource({
        "TAKES_ANY_WRITE, SettledAtQuorum",
        "FORGETS_ITS_VALUE, SettledAtQuorum",
        "FORGETS_WHAT_IT_TOOK, SettledAtQuorum",
        "COUNTS_ANY_ANSWER, SettledAtQuorum",
        "WAITS_FOR_ONE, SettledAtQuorum",
        "HEARS_NO_REPLY, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyMajorityRegister fault, String property) {
        Options options = options(5, 2_000_000, BUSY);
        Violation violation = Faults.found(fault.in(binding.world(options.constants())), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    /** The histories of TLC's own counterexamples. */
    @ParameterizedTest
    @ValueSource(strings = {"stale-read", "atomic", "new-old-new"})
    void whatTlcFindsIsNotLinearizable(String model) {
        assertEquals(Verdict.NO, verdict(model));
    }

    /** Nodes that differ show to nobody who does not read. */
    @Test
    void thatNodesDivergeIsNoHistory() {
        assertEquals(Verdict.YES, verdict("diverged"));
    }

    private static Verdict verdict(String model) {
        return TraceHistory.verdict(Itf.read(Repository.TRACES.fileOf(Repository.model("majority-register/" + model))));
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
