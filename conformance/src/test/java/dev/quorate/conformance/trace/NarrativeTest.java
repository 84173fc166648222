package dev.quorate.conformance.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trace reads like. */
class NarrativeTest {
    @Test
    void eachStepSaysWhatChangesAndWhatIsSent() {
        assertEquals("""
                fast-leader-election/half-quorum: Planted fault: half of the servers is a quorum, so a server elects itself.
                1  n1: LookForLeader epoch 1 zxid [counter 1, epoch 1]
                     epoch = 1
                     round = 1
                     vote = [epoch 1, leader n1, zxid [counter 1, epoch 1]]
                     zxid = [counter 1, epoch 1]
                     sends Notification to n2: round 1, state Looking, vote [epoch 1, leader n1, zxid [counter 1, epoch 1]]
                     (new in allVotes: [round 1, server n1, vote [epoch 1, leader n1, zxid [counter 1, epoch 1]]])
                   the code without the fault does not do this:
                2  n1: Decide
                     state = Leading
                     (new in allLeaders: [round 1, server n1, vote [epoch 1, leader n1, zxid [counter 1, epoch 1]]])""".lines().toList(), narrative("fast-leader-election/half-quorum"));
    }

    @Test
    void aLassoSaysWhereItGoesBack() {
        List<String> lines = narrative("raft/endless-split-vote");
        assertEquals("and so on for ever, from after step 2", lines.get(lines.size() - 1));
    }

    @Test
    void whatIsSentIsToldOfChannelsToo() {
        List<String> lines = narrative("zab/sync-asks-no-quorum");
        assertTrue(
                lines.contains("21  n3 receives Propose from n2: transaction [command a, zxid [counter 1, epoch 2]]"));
        assertTrue(lines.contains("      sends Ack to n2: zxid [counter 1, epoch 2]"));
        assertEquals(
                1,
                lines.stream().filter(line -> line.contains("sends Propose")).count(),
                "what stays in a channel is not sent again");
        assertTrue(lines.contains("25  Sync client c2 server n1"), "a step of a client");
    }

    private static List<String> narrative(String name) {
        return Narrative.of(Itf.read(Repository.ROOT.resolve("traces").resolve(name + ".itf.json")));
    }
}
