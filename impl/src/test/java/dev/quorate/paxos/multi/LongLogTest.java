package dev.quorate.paxos.multi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cost of a step does not grow with what is open: had each of these steps to copy it, the limits would be exceeded many times. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongLogTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Command C = new Command("c");
    private static final int LONG = 100_000;
    private static final int STEPS = 20_000;
    private static final MultiPaxos PAXOS = new MultiPaxos(Set.of(N1, N2, N3));

    /** n1, whose proposals in so many slots nobody else has accepted yet. */
    private static Node leader(int open) {
        return new Node(
                1,
                Snapshot.NONE,
                Collections.nCopies(LONG, new Proposal(1, Optional.of(C))),
                Role.LEADER,
                Set.of(),
                List.of(),
                Collections.nCopies(open, Set.of(N1)),
                LONG - open,
                new Reading(1, Map.of(N2, 0, N3, 0), 0, 0));
    }

    @Test
    void aLeaderOfWhoseLogMuchIsOpenTakesCommandsAndCommits() {
        Node s = leader(LONG);
        for (int i = 1; i <= STEPS; i++) {
            s = PAXOS.step(s, new Event.ClientRequest(N1, C)).state();
            s = PAXOS.step(s, new Event.Receive(N1, new Message.Accepted(N2, N1, 1, i)))
                    .state();
        }
        assertEquals(STEPS, s.commitIndex());
    }

    @Test
    void manyReadsMayBeOpen() {
        Node s = leader(0);
        for (int i = 0; i < STEPS; i++) {
            s = PAXOS.step(s, new Event.ReadIndex(N1)).state();
        }
        assertEquals(0, s.reading().confirmed());
        Message answer = new Message.CommitReply(N2, N1, 1, STEPS - 1);
        assertEquals(
                STEPS - 1,
                PAXOS.step(s, new Event.Receive(N1, answer)).state().reading().confirmed());
    }
}
