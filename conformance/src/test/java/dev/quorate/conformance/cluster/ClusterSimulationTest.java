package dev.quorate.conformance.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.cluster.ClusterSimulation.Options;
import dev.quorate.conformance.cluster.ClusterSimulation.Result;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.validation.Validation;
import dev.quorate.conformance.validation.Validation.Verdict;
import dev.quorate.core.NodeId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runtime's replicas over a faulty disk and network. */
class ClusterSimulationTest {
    private static final List<NodeId> NODES = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    @ParameterizedTest
    @CsvSource({
        "raft, calm",
        "raft, lossy",
        "raft, partitions",
        "raft, crashes",
        "raft, chaos",
        "multi-paxos, lossy",
        "multi-paxos, crashes",
        "multi-paxos, chaos",
        "zab, lossy",
        "zab, crashes",
        "zab, chaos"
    })
    void aClusterIsLinearizableWhateverItsDisksAndItsNetworkDo(String protocol, String profile) {
        for (int seed = 1; seed <= 5; seed++) {
            Result result = ClusterSimulation.run(new Options(
                    new HeldProtocol(protocol, NODES, Optional.empty()), seed, 2000, Profile.of(profile), true));
            int current = seed;
            assertEquals(
                    Optional.empty(),
                    result.violation(),
                    () -> "seed " + current + ", " + result.statistics().all());
            assertTrue(result.commands() > 500, () -> result.statistics().all().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"raft, chaos", "multi-paxos, chaos", "zab, chaos"})
    void whatReplicasWriteDownIsABehaviourOfTheSpec(String protocol, String profile, @TempDir Path folder) {
        HeldProtocol held = new HeldProtocol(protocol, NODES, Optional.of(folder));
        Result result = ClusterSimulation.run(new Options(held, 7, 400, Profile.of(profile), true));
        assertEquals(
                Optional.empty(),
                result.violation(),
                () -> result.statistics().all().toString());
        Map<String, Long> events = new HashMap<>();
        held.logs().forEach((spec, files) -> {
            Validation validation =
                    Validation.of(spec, files, Repository.CATALOG.library(), TlcOptions.DEFAULT, line -> {});
            assertEquals(Verdict.EXPLAINED, validation.verdict(), () -> String.join("\n", validation.story()));
            events.putAll(validation.events());
        });
        for (String event : List.of("Restart", "Compact", "ReadIndex")) {
            assertTrue(events.getOrDefault(event, 0L) > 0, () -> event + " in " + events);
        }
    }
}
