package dev.quorate.conformance.fastleaderelection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.fastleaderelection.FastLeaderElectionBinding;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.conformance.simulation.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under faults elections keep their properties and come to an end, and with a fault in the code they do not. */
class FastLeaderElectionSimulationTest {
    private final FastLeaderElectionBinding binding = new FastLeaderElectionBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        Result result = simulate(options(5, 40_000, Profile.of(profile)));
        assertEquals(Optional.empty(), result.violation(), "a property of Fast Leader Election");
        for (String notable : List.of("leaders elected", "followers elected", "followers joined")) {
            assertTrue(
                    result.statistics().of(notable) > 20,
                    () -> notable + ": " + result.statistics().all());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void ensemblesOfOtherSizesKeepTheirPropertiesToo(int nodes) {
        assertEquals(
                Optional.empty(),
                simulate(options(nodes, 20_000, Profile.CHAOS)).violation(),
                nodes + " servers");
    }

    @ParameterizedTest
    @CsvSource({
        "COUNTS_STALE_VOTES, 5, QuorumSupport",
        "TAKES_ANY_VOTE, 5, VoteMonotonic",
        "INVENTS_A_ZXID, 5, Validity",
        "BELIEVES_ONE_FOLLOWER, 3, JoinsALeader",
        "BELIEVES_ONE_FOLLOWER, 5, Liveness",
        "ALWAYS_LEADS, 5, LeadersLead",
        "VOTES_BELOW_ITS_HISTORY, 5, LatestHistory",
        "GOES_BACK, 5, RoundMonotonic",
        "HEARS_NO_SUPPORT, 5, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyFastLeaderElection fault, int nodes, String property) {
        Options options = options(nodes, 1_000_000, Profile.CHAOS);
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
