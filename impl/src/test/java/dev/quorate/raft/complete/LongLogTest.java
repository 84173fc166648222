package dev.quorate.raft.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.raft.complete.Message.AppendEntriesReply;
import dev.quorate.raft.complete.Node.Leading;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cost of a step does not grow with the log: had each of these steps to read it, the limits would be exceeded a hundredfold. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongLogTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Entry ENTRY = new Entry.Client(1, new Command("c"));
    private static final int LONG = 200_000;
    private static final int STEPS = 20_000;
    private static final RaftComplete RAFT = new RaftComplete(Set.of(N1, N2, N3), 64, 1_000_000);
    private static final Log LOG = new Log(
            new Snapshot(0, 0, List.of(), new Configuration(Set.of(N1, N2, N3), Set.of())),
            Collections.nCopies(LONG, ENTRY));

    /** n1, of whose log the others lack the last entries. */
    private static Node leader(int matched) {
        Leading leading = new Leading(
                Map.of(N2, matched + 1, N3, matched + 1),
                Map.of(N2, matched, N3, matched),
                Set.of(),
                Optional.empty(),
                false,
                0,
                Map.of(N2, 0, N3, 0),
                0,
                0);
        return new Node(1, Optional.of(N1), LOG, Role.LEADER, Optional.of(N1), Set.of(), leading, matched);
    }

    @Test
    void aLeaderOfALongLogTakesCommandsAndSendsThem() {
        Node s = leader(LONG);
        for (int i = 0; i < STEPS; i++) {
            s = RAFT.step(s, new Event.ClientRequest(N1, new Command("d"))).state();
            s = RAFT.step(s, new Event.SendAppendEntries(N1, N2)).state();
            s = receive(s, N2, LONG + i + 1);
        }
        assertEquals(LONG + STEPS, s.commitIndex());
    }

    @Test
    void aLeaderOfWhoseLogMuchIsOnItsWayTakesCommandsAndAnswers() {
        Node s = leader(0);
        for (int i = 0; i < STEPS; i++) {
            s = RAFT.step(s, new Event.ClientRequest(N1, new Command("d"))).state();
            s = receive(s, N2, i + 1);
        }
        assertEquals(STEPS, s.commitIndex());
    }

    @Test
    void aFollowerOfALongLogTakesEntries() {
        Node s = new Node(1, Optional.of(N1), LOG, Role.FOLLOWER, Optional.of(N1), Set.of(), Leading.NOT, LONG);
        for (int i = 0; i < STEPS; i++) {
            Message m = new Message.AppendEntries(N1, N2, 1, LONG + i, 1, List.of(ENTRY), LONG + i, 0);
            s = RAFT.step(s, new Event.Receive(N2, m)).state();
        }
        assertEquals(LONG + STEPS, s.log().lastIndex());
    }

    @Test
    void manyReadsMayBeOpen() {
        Node s = leader(LONG);
        for (int i = 0; i < STEPS; i++) {
            s = RAFT.step(s, new Event.ReadIndex(N1)).state();
        }
        assertEquals(0, s.leading().confirmed());
        Message answer = new AppendEntriesReply(N2, N1, 1, true, LONG, STEPS - 1);
        assertEquals(
                STEPS - 1,
                RAFT.step(s, new Event.Receive(N1, answer)).state().leading().confirmed());
    }

    private static Node receive(Node s, NodeId from, int matched) {
        return RAFT.step(s, new Event.Receive(N1, new AppendEntriesReply(from, N1, 1, true, matched, 0)))
                .state();
    }
}
