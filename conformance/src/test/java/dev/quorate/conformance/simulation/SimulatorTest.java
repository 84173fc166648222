package dev.quorate.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.raft.RaftBinding;
import dev.quorate.conformance.raft.FaultyRaft;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator finds what is wrong, finds nothing where nothing is, and does the same again. */
class SimulatorTest {
    private final RaftBinding binding = new RaftBinding();

    @ParameterizedTest
    @ValueSource(strings = {"calm", "lossy", "partitions", "crashes", "chaos"})
    void theCodeKeepsItsPropertiesUnderEveryProfile(String profile) {
        Result result = simulate(options(profile, 5, 60_000));

        assertEquals(Optional.empty(), result.violation(), "a property of Raft");
        Statistics happened = result.statistics();
        assertTrue(result.steps() >= 60_000, "as many steps as were asked for");
        assertTrue(happened.of("elections won") >= result.runs(), "a leader in each run");
        assertTrue(happened.of("requests answered") > 100, () -> "requests are answered: " + happened.all());
    }

    @Test
    void chaosHasEveryKindOfFault() {
        Statistics happened = simulate(options("chaos", 5, 200_000)).statistics();

        for (String fault : List.of(
                "messages lost",
                "messages doubled",
                "messages cut off",
                "messages to a node that is down",
                "symmetric partitions",
                "one-way partitions",
                "partial partitions",
                "crashes",
                "Restart",
                "leaders deposed",
                "logs truncated",
                "requests retried",
                "requests abandoned")) {
            assertTrue(happened.of(fault) > 20, () -> fault + ": " + happened.all());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void clustersOfOtherSizesKeepTheirPropertiesToo(int nodes) {
        Result result = simulate(options("chaos", nodes, 30_000));

        assertEquals(Optional.empty(), result.violation(), () -> nodes + " nodes");
        assertTrue(result.statistics().of("requests answered") > 100, () -> nodes + " nodes answer requests");
    }

    @Test
    void theSameSeedGivesTheSameRuns() {
        assertEquals(record(7), record(7), "two simulations with seed 7");
        assertNotEquals(record(7), record(8), "does the seed matter at all?");
    }

    @Test
    void aRunCanBeTakenAloneByItsNumber() {
        Options all = options("chaos", 3, 20_000);
        List<String> whole = new ArrayList<>();
        Simulator.simulate(binding, all, recorder(whole), line -> {});
        List<String> third = new ArrayList<>();
        Simulator.simulate(
                binding,
                new Options(3, all.seed(), all.steps(), all.runSteps(), Optional.of(3L), all.profile(), Reads.LOG),
                recorder(third),
                line -> {});

        int start = 0;
        for (int run = 1; run <= 3; run++) {
            start += 1 + whole.subList(start + 1, whole.size()).indexOf("started");
        }
        List<String> wholeThird = whole.subList(whole.subList(0, start - 1).lastIndexOf("started"), start);
        assertEquals(wholeThird, third, "the third run");
    }

    @ParameterizedTest
    @CsvSource({"VOTES_TWICE, ElectionSafety", "FORGETS_ITS_VOTE, ElectionSafety", "HEARS_NO_ANSWER, Liveness"})
    void aFaultInTheCodeBreaksItsProperty(FaultyRaft fault, String property) {
        Violation violation = violationOf(fault);
        assertEquals(property, violation.property(), violation::story);
    }

    @Test
    void theStoryOfAViolationNamesTheEventAndShowsTheNodes() {
        Violation violation = violationOf(FaultyRaft.ACKNOWLEDGES_BLINDLY);
        assertTrue(violation.story().contains("event  Receive["), violation::story);
        assertTrue(violation.story().contains("after  n3: Node["), violation::story);
    }

    private Violation violationOf(FaultyRaft fault) {
        // Elections that overlap, and nodes that are back before they are over.
        Profile profile = Profile.CHAOS.with(Setting.DELAY, 30).with(Setting.CRASH_EVERY, 100);
        Options options = new Options(3, 42, 1_000_000, 5000, Optional.empty(), profile, Reads.LOG);
        return Faults.found(fault.in(binding.world(options.constants())), options, fault);
    }

    private Result simulate(Options options) {
        return Simulator.simulate(binding, options, new Observer<>() {}, line -> {});
    }

    private static Options options(String profile, int nodes, long steps) {
        return new Options(nodes, 42, steps, 5000, Optional.empty(), Profile.of(profile), Reads.LOG);
    }

    private List<String> record(long seed) {
        List<String> lines = new ArrayList<>();
        Options options = new Options(5, seed, 20_000, 5000, Optional.empty(), Profile.CHAOS, Reads.LOG);
        Simulator.simulate(binding, options, recorder(lines), line -> {});
        return lines;
    }

    private static Observer<Node, Event, Message> recorder(List<String> lines) {
        return new Observer<>() {
            @Override
            public void started(Map<NodeId, Node> initial) {
                lines.add("started");
            }

            @Override
            public void stepped(NodeId node, Event event, Node after, Set<Message> sent, Map<NodeId, Long> clock) {
                // Without the node's maps and sets, whose order in print is not the same in every JVM.
                lines.add(event + " " + after.log() + " " + sent + " " + clock);
            }

            @Override
            public boolean wantsClocks() {
                return true;
            }

            @Override
            public void invoked(int process, Operation operation) {
                lines.add(process + " " + operation);
            }

            @Override
            public void completed(int process, Operation operation, Outcome outcome, long version) {
                lines.add(process + " " + operation + " " + outcome + " " + version);
            }
        };
    }
}
