package dev.quorate.paxos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.core.NodeId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No two proposers share a ballot, and each has one above any. */
class BallotsTest {
    private static final List<NodeId> NODES =
            IntStream.rangeClosed(1, 3).mapToObj(i -> new NodeId("n" + i)).toList();

    @Test
    void proposersTakeTurnsInTheOrderOfTheirNames() {
        Ballots ballots = new Ballots(Set.copyOf(NODES));
        List<NodeId> owners =
                IntStream.rangeClosed(1, 6).mapToObj(ballots::owner).toList();
        assertEquals(
                List.of(NODES.get(0), NODES.get(1), NODES.get(2), NODES.get(0), NODES.get(1), NODES.get(2)), owners);
    }

    @Test
    void theNextBallotIsTheLeastOfOnesOwnAbove() {
        for (int proposers = 1; proposers <= 3; proposers++) {
            Ballots ballots = new Ballots(Set.copyOf(NODES.subList(0, proposers)));
            for (NodeId n : NODES.subList(0, proposers)) {
                for (int b = 0; b < 10; b++) {
                    int above = b;
                    int least = IntStream.rangeClosed(b + 1, b + proposers)
                            .filter(c -> ballots.owner(c).equals(n))
                            .findFirst()
                            .orElseThrow();
                    assertEquals(least, ballots.next(n, b), () -> n + " after " + above);
                }
            }
        }
    }

    @Test
    void thereIsNoBallotForWhoIsNoProposer() {
        assertThrows(IllegalArgumentException.class, () -> new Ballots(Set.of(NODES.get(0))).next(NODES.get(1), 0));
        assertThrows(IllegalArgumentException.class, () -> new Ballots(Set.of()));
    }
}
