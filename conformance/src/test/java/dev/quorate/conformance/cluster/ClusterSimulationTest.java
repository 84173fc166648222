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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runtime's replicas over a faulty disk and network. */
class ClusterSimulationTest {
    private static final List<NodeId> NODES = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    @ParameterizedTest
    @CsvSource({"raft, calm", "raft, lossy", "raft, partitions", "raft, crashes", "raft, chaos"})
    void aClusterIsLinearizableWhateverItsDisksAndItsNetworkDo(String protocol, String profile) {
        for (int seed = 1; seed <= 5; seed++) {
            Result result = ClusterSimulation.run(new Options(
                    HeldProtocol.of(protocol, NODES, Optional.empty()), seed, 2000, Profile.of(profile), true));
            int current = seed;
            assertEquals(
                    Optional.empty(),
                    result.violation(),
                    () -> "seed " + current + ", " + result.statistics().all());
            assertTrue(result.commands() > 500, () -> result.statistics().all().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"raft, crashes", "raft, chaos"})
    void whatReplicasWriteDownIsABehaviourOfTheSpec(String protocol, String profile, @TempDir Path folder) {
        HeldProtocol<?, ?, ?> held = HeldProtocol.of(protocol, NODES, Optional.of(folder));
        Result result = ClusterSimulation.run(new Options(held, 7, 400, Profile.of(profile), true));
        assertEquals(
                Optional.empty(),
                result.violation(),
                () -> result.statistics().all().toString());
        for (String spec : held.logs()) {
            Validation validation = Validation.of(
                    spec, held.logFiles(spec), Repository.CATALOG.library(), TlcOptions.DEFAULT, line -> {});
            assertEquals(Verdict.EXPLAINED, validation.verdict(), () -> String.join("\n", validation.story()));
            assertTrue(validation.lines() > 2000, () -> validation.lines() + " lines");
            for (String event : List.of("Restart", "Compact", "ReadIndex")) {
                assertTrue(validation.events().getOrDefault(event, 0L) > 0, () -> event + " in " + validation.events());
            }
        }
    }
}
