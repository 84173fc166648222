package dev.quorate.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.simulation.Profile.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the network does to messages: with FIFO channels, nothing but break. */
class LinksTest {
    private static final int MESSAGES = 200;

    private final Agenda agenda = new Agenda();
    private final List<Integer> arrived = new ArrayList<>();

    @Test
    void inOrderMeansInOrderAndOnce() {
        send(links(true, Profile.LOSSY.with(Setting.LOSS, 0)));
        assertEquals(IntStream.range(0, MESSAGES).boxed().toList(), arrived);
    }

    @Test
    void otherwiseMessagesOvertakeEachOtherAndArriveTwice() {
        send(links(false, Profile.LOSSY.with(Setting.LOSS, 0)));
        assertTrue(arrived.size() > MESSAGES, "some arrive twice");
        assertNotEquals(arrived.stream().sorted().toList(), arrived, "some are overtaken");
    }

    @Test
    void aConnectionThatBreaksLosesWhatIsOnTheWayAndNothingElse() {
        Links links = links(true, Profile.CALM);
        links.send(0, 1, () -> arrived.add(0));
        links.send(1, 0, () -> arrived.add(1));
        links.breakConnection(0, 1);
        links.send(0, 1, () -> arrived.add(2));
        arrive();
        assertEquals(List.of(1, 2), arrived.stream().sorted().toList());
    }

    @Test
    void whatIsCutOffDoesNotArriveUntilItHeals() {
        Links links = links(false, Profile.CALM.with(Setting.PARTIAL, 1));
        links.part();
        links.send(0, 1, () -> arrived.add(0));
        arrive();
        assertEquals(List.of(), arrived);
        links.heal();
        links.send(0, 1, () -> arrived.add(1));
        arrive();
        assertEquals(List.of(1), arrived);
    }

    private void send(Links links) {
        IntStream.range(0, MESSAGES).forEach(i -> links.send(0, 1, () -> arrived.add(i)));
        arrive();
    }

    private void arrive() {
        while (agenda.next()) {
            // Until nothing is on the way.
        }
    }

    private Links links(boolean fifo, Profile profile) {
        return new Links(new boolean[2], fifo, agenda, new SplittableRandom(1), profile, new Statistics());
    }
}
