package dev.quorate.conformance.multipaxos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.multipaxos.MultiPaxosBinding;
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

/** Under faults Multi-Paxos keeps its properties, and with a fault in its code it does not. */
class MultiPaxosSimulationTest {
    /** Many open slots, and leaders that are gone before others have heard of all of them. */
    private static final Profile GAPS = Profile.CHAOS
            .with(Setting.LOSS, 0.5)
            .with(Setting.CLIENTS, 20)
            .with(Setting.THINK, 5)
            .with(Setting.CRASH_EVERY, 300);

    /** Leaders that do not hear of their successors for long, and answers that come when those have led for a while. */
    private static final Profile LATE = Profile.PARTITIONS
            .with(Setting.DELAY, 20)
            .with(Setting.STRAGGLERS, 0.3)
            .with(Setting.PARTITION_EVERY, 300)
            .with(Setting.PARTITION_FOR, 1000)
            .with(Setting.CLIENTS, 20)
            .with(Setting.THINK, 5);

    private final MultiPaxosBinding binding = new MultiPaxosBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        Result result = simulate(5, 60_000, Profile.of(profile));

        assertEquals(Optional.empty(), result.violation(), "a property of Multi-Paxos");
        assertTrue(
                result.statistics().of("elections won") >= result.runs(),
                () -> "a leader in each run: " + result.statistics().all());
        assertTrue(
                result.statistics().of("requests answered") > 100,
                () -> "requests are answered: " + result.statistics().all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"calm", "chaos"})
    void readsThatAQuorumConfirmsAreLinearizable(String profile) {
        Options options = new Options(5, 42, 60_000, 5000, Optional.empty(), Profile.of(profile), Reads.QUORUM);
        Result result = Simulator.simulate(binding, options, new Observer<>() {}, line -> {});

        assertEquals(Optional.empty(), result.violation(), "a property of Multi-Paxos");
        assertTrue(
                result.statistics().of("rounds of reads confirmed") > 100,
                () -> "reads are answered: " + result.statistics().all());
    }

    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 30000", "3, 30000", "4, 30000", "7, 30000"
    }) // A node alone spends all its steps on its log.
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes, long steps) {
        Result result = simulate(nodes, steps, Profile.CHAOS);

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " nodes");
        assertTrue(result.statistics().of("requests answered") > 100, () -> nodes + " nodes answer requests");
    }

    @Test
    void everythingThatIsSpecialHappens() {
        Result result = simulate(3, 500_000, GAPS);

        assertEquals(Optional.empty(), result.violation(), "a property of Multi-Paxos");
        for (String notable : List.of(
                "elections won, gaps filled",
                "leaders deposed",
                "proposals overwritten",
                "compactions",
                "snapshots taken",
                "snapshots taken by candidates")) {
            assertTrue(
                    result.statistics().of(notable) > 3,
                    () -> notable + ": " + result.statistics().all());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HAS_ITS_OWN_WAY, 3, ChosenStays",
        "FORGETS_ITS_PROMISE, 3, BallotMonotonic",
        "FORGETS_WHAT_IT_ACCEPTED, 3, AcceptedMonotonic",
        "ACCEPTS_LATE, 3, ChosenStays",
        "LEARNS_ANY_PROPOSAL, 3, Consistency",
        "COVERS_ONE_SLOT, 3, ChosenStays",
        "INVENTS_COMMANDS, 3, Nontriviality",
        "SHARES_BALLOTS, 3, OneProposalPerBallot",
        "BELIEVES_THE_LAST_WORD, 3, CommitIndexMonotonic",
        "TAKES_OLD_SNAPSHOTS, 3, AcceptedMonotonic",
        "DROPS_WHAT_COMES_AFTER, 3, AcceptedMonotonic",
        "TELLS_OF_NOTHING, 3, CompactedStays",
        "FORGETS_THE_SNAPSHOT, 3, CompactedStays",
        "COMPACTS_WHAT_IS_OPEN, 3, CompactedStays",
        "KEEPS_THE_SNAPSHOT, 3, Liveness",
        "ASKS_NOBODY, 3, ReadsLinearizable",
        "COUNTS_ANY_ANSWER, 3, ReadsLinearizable",
        "READS_EARLY, 3, ReadsLinearizable",
        "HALF_IS_ENOUGH, 4, Consistency",
        "LEAVES_HOLES, 3, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyMultiPaxos fault, int nodes, String property) {
        Options options = property.equals("ReadsLinearizable")
                ? new Options(nodes, 42, 4_000_000, 5000, Optional.empty(), LATE, Reads.QUORUM)
                : new Options(nodes, 42, 4_000_000, 5000, Optional.empty(), GAPS, Reads.LOG);
        Violation violation = Faults.found(fault.in(binding.world(options.constants())), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    private Result simulate(int nodes, long steps, Profile profile) {
        Options options = new Options(nodes, 42, steps, 5000, Optional.empty(), profile, Reads.LOG);
        return Simulator.simulate(binding, options, new Observer<>() {}, line -> {});
    }
}
