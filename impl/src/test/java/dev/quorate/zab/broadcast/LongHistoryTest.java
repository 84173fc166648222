package dev.quorate.zab.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.zab.Zxid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cost of a step does not grow with the history: had each of these steps to read it, the limits would be exceeded many times. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongHistoryTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Command C = new Command("c");
    private static final int LONG = 100_000;
    private static final int STEPS = 20_000;
    private static final Zab ZAB = new Zab(Set.of(N1, N2, N3), Set.of(), 1_000, UnaryOperator.identity());
    private static final History HISTORY = History.of(IntStream.rangeClosed(1, LONG)
            .mapToObj(i -> new Transaction(new Zxid(1, i), C))
            .toList());

    /** n1, which has delivered nothing, nor have others any of it. */
    private static Node leader() {
        Learner learner = new Learner(Stage.ACTIVE, Zxid.NONE);
        return new Node(
                1,
                1,
                HISTORY,
                0,
                Phase.BROADCAST,
                Optional.of(N1),
                History.EMPTY,
                0,
                1,
                Map.of(N2, learner, N3, learner),
                0,
                Map.of(),
                0);
    }

    @Test
    void aLeaderOfWhoseHistoryMuchIsOnItsWayTakesCommandsAndDelivers() {
        Node s = leader();
        for (int i = 1; i <= STEPS; i++) {
            s = ZAB.step(s, new Event.ClientRequest(N1, C)).state();
            s = ZAB.step(s, new Event.Receive(N1, new Message.Ack(N2, N1, new Zxid(1, i))))
                    .state();
        }
        assertEquals(STEPS, s.lastCommitted());
    }

    @Test
    void manyReadsMayBeOpen() {
        Node s = leader();
        for (int i = 0; i < STEPS; i++) {
            s = ZAB.step(s, new Event.ReadIndex(N1)).state();
        }
        assertEquals(0, s.confirmed());
        Message answer = new Message.PingReply(N2, N1, STEPS - 1);
        assertEquals(
                STEPS - 1, ZAB.step(s, new Event.Receive(N1, answer)).state().confirmed());
    }

    @Test
    void whatComesNoLaterThanAZxidIsFoundAsIfItWereCounted() {
        List<Transaction> transactions = new ArrayList<>();
        for (Zxid zxid : List.of(new Zxid(1, 2), new Zxid(1, 3), new Zxid(3, 1), new Zxid(3, 2), new Zxid(4, 1))) {
            transactions.add(new Transaction(zxid, C));
        }
        for (int compacted = 0; compacted <= transactions.size(); compacted++) {
            History whole = History.of(transactions);
            History history = compacted == 0 ? whole : whole.compacted(compacted, UnaryOperator.identity());
            for (int epoch = 0; epoch <= 5; epoch++) {
                for (int counter = 0; counter <= 4; counter++) {
                    Zxid zxid = new Zxid(epoch, counter);
                    long upTo = transactions.stream()
                            .filter(transaction -> !zxid.precedes(transaction.zxid()))
                            .count();
                    assertEquals(Math.max(compacted, upTo), history.countUpTo(zxid), zxid + " in " + history);
                }
            }
        }
    }
}
