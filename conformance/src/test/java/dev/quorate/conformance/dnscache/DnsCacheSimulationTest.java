package dev.quorate.conformance.dnscache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.dnscache.DnsCacheBinding;
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
import dev.quorate.replication.dnscache.Event;
import dev.quorate.replication.dnscache.Message;
import dev.quorate.replication.dnscache.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under faults caches with a time to live keep the little that they promise, which is not linearizability; with a fault in the code they do not. */
class DnsCacheSimulationTest {
    /** Messages that come late, and clients that ask often. */
    private static final Profile LATE = Profile.CHAOS
            .with(Setting.STRAGGLERS, 0.3)
            .with(Setting.CLIENTS, 10)
            .with(Setting.THINK, 20);

    private final DnsCacheBinding binding = new DnsCacheBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        Result result = simulate(options(5, 40_000, Profile.of(profile)));

        assertEquals(Optional.empty(), result.violation(), "a property of caches with a time to live");
        assertTrue(
                result.statistics().of("requests answered") > 1000,
                () -> "requests are answered: " + result.statistics().all());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7})
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes) {
        Result result = simulate(options(nodes, 40_000, LATE));

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " nodes");
        for (String notable : List.of("answers from caches", "values cached", "responses that came too late")) {
            assertTrue(
                    result.statistics().of(notable) > 5,
                    () -> notable + ": " + result.statistics().all());
        }
    }

    @Test
    void clientsSeeMoreThanOneRegisterThoughNothingFails() {
        HistoryObserver<Node, Event, Message> clients = new HistoryObserver<>("the history");
        Options options = options(5, 5_000, Profile.CALM);
        Result result = Simulator.simulate(binding, options, clients, line -> {});

        assertEquals(Optional.empty(), result.violation(), "a property of caches with a time to live");
        Checker checker = Checker.of(Models.named("key-value").orElseThrow());
        assertEquals(Verdict.NO, checker.check(clients.history()).verdict(), "stale reads are not linearizable");
        assertFalse(binding.world(options.constants()).isLinearizable(), "nor does anybody say so");
    }

    @ParameterizedTest
    @CsvSource({
        "COUNTS_FROM_ARRIVAL, BoundedStaleness",
        "NEVER_EXPIRES, BoundedStaleness",
        "FORGETS_THE_TIME, ClockMonotonic",
        "FORGETS_WHAT_WAS_WRITTEN, WritesAreDurable",
        "INVENTS, Integrity",
        "IS_SILENT, Liveness"
    })
    void aFaultInTheCodeBreaksItsProperty(FaultyDnsCache fault, String property) {
        Options options = options(3, 200_000, LATE);
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
