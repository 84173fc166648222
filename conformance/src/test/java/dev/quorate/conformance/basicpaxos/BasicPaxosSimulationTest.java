package dev.quorate.conformance.basicpaxos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.basicpaxos.BasicPaxosBinding;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.simulation.HistoryObserver;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.conformance.simulation.Violation;
import dev.quorate.paxos.basic.Event;
import dev.quorate.paxos.basic.Message;
import dev.quorate.paxos.basic.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under faults Basic Paxos keeps its properties, and with a fault in its code it does not. */
class BasicPaxosSimulationTest {
    /** Messages that come late, and nodes that are back before they do. */
    private static final Profile LATE = Profile.CHAOS
            .with(Setting.STRAGGLERS, 0.3)
            .with(Setting.CLIENTS, 6)
            .with(Setting.THINK, 10)
            .with(Setting.CRASH_EVERY, 50);

    private final BasicPaxosBinding binding = new BasicPaxosBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        HistoryObserver<Node, Event, Message> clients = new HistoryObserver<>("the history");
        Result result = Simulator.simulate(binding, options(5, 40_000, Profile.of(profile)), clients, line -> {});

        assertEquals(Optional.empty(), result.violation(), "a property of Basic Paxos");
        assertTrue(
                result.statistics().of("own value learned") >= result.runs() / 2,
                () -> "values are chosen: " + result.statistics().all());
        Checker checker = Checker.of(Models.named("consensus").orElseThrow());
        assertEquals(Verdict.YES, checker.check(clients.history()).verdict(), "clients see one decision in each run");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes) {
        Result result = simulate(options(nodes, 20_000, LATE));

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " nodes");
        for (String notable : nodes < 3
                ? List.of("own value learned")
                : List.of("ballots after the first", "another's value learned")) {
            assertTrue(
                    result.statistics().of(notable) > 20,
                    () -> notable + ": " + result.statistics().all());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FORGETS_ITS_PROMISE, BallotMonotonic",
        "FORGETS_ITS_BALLOT, BallotMonotonic",
        "VOTES_WITHOUT_PROMISE, Agreement",
        "KEEPS_ITS_OWN_VALUE, Agreement",
        "SHARES_BALLOTS, OneValuePerBallot",
        "BELIEVES_ONE_VOTE, Agreement",
        "HEARS_NO_VOTE, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyBasicPaxos fault, String property) {
        Options options = options(3, 4_000_000, LATE);
        Violation violation = Faults.found(fault.in(binding.world(options.constants())), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    private Result simulate(Options options) {
        return Simulator.simulate(binding, options, new Observer<>() {}, line -> {});
    }

    private static Options options(int nodes, long steps, Profile profile) {
        return new Options(nodes, 42, steps, 5000, Optional.empty(), profile, Reads.LOG);
    }
}
