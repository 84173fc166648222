package dev.quorate.conformance.zab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.zab.ZabBinding;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.conformance.simulation.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over channels that break Zab keeps its properties, and with a fault in its code it does not. */
class ZabSimulationTest {
    /** Leaders that have not delivered all that they broadcast, and are gone. */
    private static final Profile LOSSES = Profile.CHAOS
            .with(Setting.CLIENTS, 20)
            .with(Setting.THINK, 5)
            .with(Setting.CRASH_EVERY, 300)
            .with(Setting.BREAK_EVERY, 100);

    /** Of those that break other properties, too, and with most seeds first. */
    private static final Map<FaultyZab, Integer> SEEDS =
            Map.of(FaultyZab.KEEPS_ITS_OWN, 90, FaultyZab.ACCEPTS_AGAIN, 16);

    private final ZabBinding binding = new ZabBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        Result result = simulate(5, 60_000, Profile.of(profile));

        assertEquals(Optional.empty(), result.violation(), "a property of Zab");
        assertTrue(
                result.statistics().of("leaders established") >= result.runs(),
                () -> "a leader in each run: " + result.statistics().all());
        assertTrue(
                result.statistics().of("requests answered") > 100,
                () -> "requests are answered: " + result.statistics().all());
    }

    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 30000", "3, 30000", "4, 30000", "7, 60000"
    }) // A server alone spends all its steps on its history.
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes, long steps) {
        Result result = simulate(nodes, steps, Profile.CHAOS);

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " servers");
        assertTrue(result.statistics().of("requests answered") > 100, () -> nodes + " servers answer requests");
    }

    @Test
    void everythingThatIsSpecialHappens() {
        Result result = simulate(3, 300_000, LOSSES);

        assertEquals(Optional.empty(), result.violation(), "a property of Zab");
        for (String notable : List.of("leaders established", "leaders that gave up", "histories cut")) {
            assertTrue(
                    result.statistics().of(notable) > 3,
                    () -> notable + ": " + result.statistics().all());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IS_WIPED, 3, EpochsMonotonic",
        "FORGETS_ITS_EPOCH, 3, EpochsMonotonic",
        "ACKS_EARLY, 3, DeliveredSurvives",
        "WRITES_THE_EPOCH_FIRST, 3, TypeOK",
        "DELIVERS_UNCOMMITTED, 5, LastCommittedMonotonic",
        "CUTS_TOO_MUCH, 3, TotalOrder",
        "LEAVES_OUT, 3, TotalOrder",
        "NEVER_CUTS, 3, TotalOrder",
        "KEEPS_ITS_OWN, 3, PrimaryIntegrity",
        "ACCEPTS_AGAIN, 3, OneLeaderPerEpoch",
        "BROADCASTS_EARLY, 3, Integrity",
        "DELIVERS_LATER, 3, GlobalPrimaryOrder",
        "DELIVERS_AGAIN, 3, LastCommittedMonotonic"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyZab fault, int nodes, String property) {
        long seed = SEEDS.getOrDefault(fault, 42);
        Options options = new Options(nodes, seed, 2_000_000, 1000, Optional.empty(), LOSSES, Reads.LOG);
        Violation violation = Faults.found(fault.in(binding.world(options.constants())), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    private Result simulate(int nodes, long steps, Profile profile) {
        Options options = new Options(nodes, 42, steps, 5000, Optional.empty(), profile, Reads.LOG);
        return Simulator.simulate(binding, options, new Observer<>() {}, line -> {});
    }
}
