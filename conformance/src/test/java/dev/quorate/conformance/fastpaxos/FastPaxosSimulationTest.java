package dev.quorate.conformance.fastpaxos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.fastpaxos.FastPaxosBinding;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.conformance.simulation.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under faults Fast Paxos keeps its properties, and with a fault in its code it does not. */
class FastPaxosSimulationTest {
    /** Clients that come together, and coordinators that stop. */
    private static final Profile COLLISIONS =
            Profile.CHAOS.with(Setting.CLIENTS, 8).with(Setting.THINK, 50).with(Setting.CRASH_EVERY, 200);

    private final FastPaxosBinding binding = new FastPaxosBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        Result result = simulate(5, 60_000, Profile.of(profile));

        assertEquals(Optional.empty(), result.violation(), "a property of Fast Paxos");
        assertTrue(
                result.statistics().of("requests answered") > 100,
                () -> "requests are answered: " + result.statistics().all());
    }

    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 30000", "3, 30000", "4, 30000", "7, 30000"})
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes, long steps) {
        Result result = simulate(nodes, steps, Profile.CHAOS);

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " nodes");
        assertTrue(result.statistics().of("requests answered") > 100, () -> nodes + " nodes answer requests");
    }

    @Test
    void everythingThatIsSpecialHappens() {
        Result result = simulate(4, 100_000, COLLISIONS);

        assertEquals(Optional.empty(), result.violation(), "a property of Fast Paxos");
        for (String notable : List.of(
                "values learned in a fast ballot",
                "values learned in a classic ballot",
                "collisions recovered from",
                "votes for another value")) {
            assertTrue(
                    result.statistics().of(notable) > 3,
                    () -> notable + ": " + result.statistics().all());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FAST_QUORUM_IS_TOO_SMALL, 4, Agreement",
        "PICKS_ANY_VOTED_VALUE, 4, Agreement",
        "INVENTS_A_VALUE, 4, Nontriviality",
        "FORGETS_ITS_PROMISE, 4, BallotMonotonic",
        "FORGETS_ITS_VOTE, 4, Agreement",
        "FORGETS_ITS_BALLOT, 4, BallotMonotonic",
        "IS_FICKLE, 4, Stability",
        "TRIES_NOTHING_CLASSIC, 4, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyFastPaxos fault, int nodes, String property) {
        Options options = new Options(nodes, 42, 4_000_000, 5000, Optional.empty(), COLLISIONS, Reads.LOG);
        Violation violation = Faults.found(fault.in(binding.world(options.constants())), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    private Result simulate(int nodes, long steps, Profile profile) {
        Options options = new Options(nodes, 42, steps, 5000, Optional.empty(), profile, Reads.LOG);
        return Simulator.simulate(binding, options, new Observer<>() {}, line -> {});
    }
}
