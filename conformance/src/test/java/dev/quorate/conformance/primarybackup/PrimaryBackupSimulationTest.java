package dev.quorate.conformance.primarybackup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.primarybackup.PrimaryBackupBinding;
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
import dev.quorate.replication.primarybackup.Event;
import dev.quorate.replication.primarybackup.Message;
import dev.quorate.replication.primarybackup.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under faults, and with a failure detector that is never wrong, primary–backup keeps its properties; with a fault in its code it does not. */
class PrimaryBackupSimulationTest {
    /** Messages that come late, many of them lost, and many clients that ask. */
    private static final Profile LATE = Profile.CHAOS
            .with(Setting.LOSS, 0.4)
            .with(Setting.STRAGGLERS, 0.3)
            .with(Setting.CLIENTS, 10)
            .with(Setting.THINK, 5);

    private final PrimaryBackupBinding binding = new PrimaryBackupBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        HistoryObserver<Node, Event, Message> clients = new HistoryObserver<>("the history");
        Result result = Simulator.simulate(binding, options(5, 40_000, Profile.of(profile)), clients, line -> {});

        assertEquals(Optional.empty(), result.violation(), "a property of primary-backup");
        assertTrue(
                result.statistics().of("requests answered") > 500,
                () -> "requests are answered: " + result.statistics().all());
        Checker checker = Checker.of(Models.named("key-value").orElseThrow());
        assertEquals(Verdict.YES, checker.check(clients.history()).verdict(), "clients see one store");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes) {
        Result result = simulate(options(nodes, 20_000, LATE));

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " nodes");
        assertTrue(result.statistics().of("requests answered") > 100, () -> nodes + " nodes answer requests");
    }

    @Test
    void everythingThatIsSpecialHappens() {
        Result result = simulate(options(3, 100_000, LATE));

        assertEquals(Optional.empty(), result.violation(), "a property of primary-backup");
        for (String notable : List.of("take-overs", "backups excluded", "commands overwritten")) {
            assertTrue(
                    result.statistics().of(notable) > 3,
                    () -> notable + ": " + result.statistics().all());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACKNOWLEDGES_FIRST, OnEveryReplica",
        "WAITS_FOR_ONE, OnEveryReplica",
        "FORGETS_ITS_LOG, OnEveryReplica",
        "FORGETS_WHO_LEADS, PrimaryMonotonic",
        "BELIEVES_EARLIER_PRIMARIES, PrimaryMonotonic",
        "TRUNCATES_ALWAYS, OnEveryReplica",
        "NEVER_TRUNCATES, OnEveryReplica",
        "ACKNOWLEDGES_NOTHING, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyPrimaryBackup fault, String property) {
        Options options = options(3, 1_000_000, LATE);
        Violation violation = Faults.found(fault.in(binding.world(options.constants())), options, fault);
        assertEquals(property, violation.property(), violation::story);
    }

    @Test
    void whatIsAcknowledgedFirstIsLostByATakeOverAndClientsSeeIt() {
        Options options = options(3, 100_000, LATE);
        World<Node, Event, Message, ?> world =
                FaultyPrimaryBackup.ACKNOWLEDGES_FIRST.in(binding.world(options.constants()));
        assertEquals(Verdict.NO, whatClientsSee(Faults.unwatched(world), options));
    }

    @Test
    void aDetectorThatGoesByTimeoutsIsWrongAndClientsSeeIt() {
        Options options = options(3, 100_000, Profile.PARTITIONS);
        World<Node, Event, Message, ?> world = Timeouts.in(binding.world(options.constants()));
        assertEquals(Verdict.NO, whatClientsSee(world, options), "each side of a partition takes the other for dead");

        Options calm = options(3, 20_000, Profile.CALM);
        assertEquals(
                Verdict.YES,
                whatClientsSee(Timeouts.in(binding.world(calm.constants())), calm),
                "nobody is silent for so long if the network is not");
    }

    private static <G> Verdict whatClientsSee(World<Node, Event, Message, G> world, Options options) {
        HistoryObserver<Node, Event, Message> clients = new HistoryObserver<>("the history");
        Result result = Simulator.simulate(world, options, clients, line -> {});
        assertEquals(Optional.empty(), result.violation(), "nobody looks, or the detector was mistaken");
        return Checker.of(Models.named("key-value").orElseThrow())
                .check(clients.history())
                .verdict();
    }

    private Result simulate(Options options) {
        return Simulator.simulate(binding, options, new Observer<>() {}, line -> {});
    }

    private static Options options(int nodes, long steps, Profile profile) {
        return new Options(nodes, 42, steps, 1000, Optional.empty(), profile, Reads.LOG);
    }
}
