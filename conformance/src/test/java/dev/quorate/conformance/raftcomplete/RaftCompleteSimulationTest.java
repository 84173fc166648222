package dev.quorate.conformance.raftcomplete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.raftcomplete.RaftCompleteBinding;
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

/** Under faults, while the cluster changes and compacts its logs, Raft keeps its properties; with a fault in its code it does not. */
class RaftCompleteSimulationTest {
    /** Messages that overtake others by far, and leaders that change often. */
    private static final Profile STORM = Profile.CHAOS
            .with(Setting.LOSS, 0.2)
            .with(Setting.CLIENTS, 20)
            .with(Setting.THINK, 5)
            .with(Setting.CRASH_EVERY, 300);

    private final RaftCompleteBinding binding = new RaftCompleteBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        Result result = simulate(5, 60_000, Profile.of(profile));

        assertEquals(Optional.empty(), result.violation(), "a property of Raft");
        assertTrue(
                result.statistics().of("elections won") >= result.runs(),
                () -> "a leader in each run: " + result.statistics().all());
        assertTrue(
                result.statistics().of("requests answered") > 100,
                () -> "requests are answered: " + result.statistics().all());
    }

    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 30000", "3, 30000", "4, 30000", "7, 30000"})
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes, long steps) {
        Result result = simulate(nodes, steps, Profile.CHAOS);

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " nodes");
        assertTrue(result.statistics().of("requests answered") > 50, () -> nodes + " nodes answer requests");
    }

    @Test
    void everythingThatIsSpecialHappens() {
        Result result = simulate(5, 500_000, STORM);

        assertEquals(Optional.empty(), result.violation(), "a property of Raft");
        for (String special : List.of(
                "elections won",
                "leaders deposed",
                "logs truncated",
                "snapshots installed",
                "ChangeMembership",
                "TransferLeadership",
                "AbortTransfer",
                "CheckQuorum",
                "LeaseExpires",
                "ReadIndex",
                "Compact")) {
            assertTrue(
                    result.statistics().of(special) > 3,
                    () -> special + ": " + result.statistics().all());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REGARDS_CANDIDATES, 5, LOG, CandidatesDeposeNobody",
        "GOES_ALONG, 3, LOG, GrantsBindNobody",
        "TAKES_ANY_SNAPSHOT, 5, LOG, MatchedIsHeld",
        "COMPACTS_ALL, 3, LOG, LeaderAppendOnly",
        "LEAVES_THE_CONFIGURATION_OUT, 5, LOG, StateMachineSafety",
        "BELIEVES_WHAT_IT_SENDS, 3, LOG, MatchedIsHeld",
        "NEVER_LEAVES, 5, LOG, LeadersAreVoters",
        "COUNTS_LEARNERS, 5, LOG, LeaderCompleteness",
        "READS_EARLY, 3, QUORUM, ReadsLinearizable",
        "TAKES_LATE_ANSWERS, 3, QUORUM, ReadsLinearizable",
        "HEARS_NO_ANSWER, 3, LOG, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyRaftComplete fault, int nodes, Reads reads, String property) {
        Options options = new Options(nodes, 42, 2_000_000, 5000, Optional.empty(), STORM, reads);
        Violation violation = Faults.found(fault.in(binding.world(options.constants())), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    private Result simulate(int nodes, long steps, Profile profile) {
        Options options = new Options(nodes, 42, steps, 5000, Optional.empty(), profile, Reads.QUORUM);
        return Simulator.simulate(binding, options, new Observer<>() {}, line -> {});
    }
}
