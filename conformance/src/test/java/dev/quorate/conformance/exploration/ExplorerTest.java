package dev.quorate.conformance.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.raft.RaftBinding;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Renaming;
import dev.quorate.conformance.raft.FaultyRaft;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Replay;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explorer counts what TLC counts, and finds the shortest way to what is wrong. */
class ExplorerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "raft/small",
                "raft/two-nodes",
                "raft/three-terms",
                "raft/refinement",
                "raft/five-nodes",
                "raft-complete/small",
                "raft-complete/snapshots",
                "raft-complete/membership",
                "raft-complete/transfer-membership",
                "raft-complete/reads-membership",
                "raft-complete/whole",
                "basic-paxos/small",
                "basic-paxos/two-nodes",
                "basic-paxos/one-acceptor",
                "multi-paxos/small",
                "multi-paxos/two-nodes",
                "multi-paxos/compaction",
                "multi-paxos/compaction-three-nodes",
                "multi-paxos/reads",
                "multi-paxos/reads-two-nodes",
                "multi-paxos/compaction-and-reads",
                "fast-paxos/small",
                "fast-paxos/two-nodes",
                "fast-paxos/two-coordinators",
                "fast-leader-election/small",
                "fast-leader-election/two-nodes",
                "gossip/small",
                "gossip/three-nodes",
                "gossip-vector/small",
                "gossip-vector/three-nodes",
                "gossip-vector/three-writes",
                "zab/small",
                "zab/two-nodes",
                "zab/observer",
                "zab/compaction",
                "zab/reads",
                "zab/together",
                "primary-backup/small",
                "primary-backup/two-nodes",
                "primary-backup/mistaken",
                "dns-cache/small",
                "dns-cache/one-resolver",
                "abd/small",
                "abd/one-client",
                "majority-register/small",
                "majority-register/late-writes"
            })
    void thereAreAsManyStatesAsTlcFinds(String id) {
        Model model = Repository.model(id);
        Exploration found = explore(model, true);
        assertEquals(model.expectation().distinct().orElseThrow(), found.states(), id);
        assertEquals(Optional.empty(), found.violation(), id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raft/two-nodes", "raft/refinement", "basic-paxos/small", "fast-paxos/two-nodes"})
    void withoutSymmetryThereAreAsManyStatesAsWithAllTheirRenamings(String id) {
        Model model = Repository.model(id);
        assertEquals(explore(model, true).renamed(), explore(model, false).states(), id);
    }

    @Test
    void aFaultInTheCodeIsFoundInAsFewStepsAsInTheSpec() {
        Model model = Repository.model("raft/forget-vote");
        Exploration.Violation violation =
                exploreWith(FaultyRaft.FORGETS_ITS_VOTE, model).violation().orElseThrow();
        assertEquals("ElectionSafety", violation.property());
        assertEquals(
                Itf.read(Repository.TRACES.fileOf(model)).states().size(),
                violation.trace().states().size(),
                "states to the violation, here and in TLC's shortest trace");
    }

    @Test
    void theTraceOfAViolationShowsWhereCorrectCodeParts() {
        Exploration.Violation violation = exploreWith(FaultyRaft.FORGETS_ITS_VOTE, Repository.model("raft/refinement"))
                .violation()
                .orElseThrow();
        OptionalInt parts = Replay.of(violation.trace(), "the trace").divergedAt();
        assertTrue(parts.isPresent(), "the code keeps its vote");
        assertTrue(
                violation
                        .trace()
                        .states()
                        .get(parts.getAsInt())
                        .event()
                        .orElseThrow()
                        .toString()
                        .contains("Restart"),
                "at the restart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"raft/forget-vote", "raft/liveness"})
    void aModelOfSomethingElseThanTheCodeIsRefused(String id) {
        Model model = Repository.model(id);
        BadInputException refusal = assertThrows(BadInputException.class, () -> Explorer.of(model, true, line -> {}));
        assertTrue(refusal.getMessage().startsWith(id + " cannot be explored"), refusal::getMessage);
    }

    private static Exploration explore(Model model, boolean symmetry) {
        return Explorer.of(model, symmetry, line -> {}).explore(Optional.empty());
    }

    private static Exploration exploreWith(FaultyRaft fault, Model model) {
        RaftBinding binding = new RaftBinding();
        return exploreWith(fault, binding, binding.world(model.configuration().constants()), model);
    }

    private static <G> Exploration exploreWith(
            FaultyRaft fault, RaftBinding binding, World<Node, Event, Message, G> world, Model model) {
        return Explorer.of(binding, fault.in(world), model, Renaming.of(model), line -> {})
                .explore(Optional.empty());
    }
}
