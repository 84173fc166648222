package dev.quorate.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.binding.Letter;
import dev.quorate.conformance.binding.Opening;
import dev.quorate.conformance.binding.Traffic;
import dev.quorate.conformance.simulation.Profile.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the network does to messages: with FIFO channels, nothing but break. */
class LinksTest {
    private static final int MESSAGES = 200;

    private final Agenda agenda = new Agenda();
    private final List<Integer> arrived = new ArrayList<>();
    private final boolean[] down = new boolean[2];

    @Test
    void inOrderMeansInOrderAndOnce() {
        Connected<Integer> links = connected(Profile.LOSSY);
        send(links, 0, 1, 0, Opening.CONNECTION);
        IntStream.range(1, MESSAGES).forEach(i -> send(links, 0, 1, i, Opening.NOTHING));
        arrive();
        assertEquals(IntStream.range(0, MESSAGES).boxed().toList(), arrived);
    }

    @Test
    void otherwiseMessagesOvertakeEachOtherAndArriveTwice() {
        Links<Integer> links = datagrams(Profile.LOSSY.with(Setting.LOSS, 0));
        IntStream.range(0, MESSAGES).forEach(i -> send(links, 0, 1, i, Opening.NOTHING));
        arrive();
        assertTrue(arrived.size() > MESSAGES, "some arrive twice");
        assertNotEquals(arrived.stream().sorted().toList(), arrived, "some are overtaken");
    }

    @Test
    void aConnectionThatBreaksLosesWhatIsOnTheWayAndAllThatFollowsUntilThereIsAnother() {
        Connected<Integer> links = connected(Profile.CALM);
        send(links, 0, 1, 0, Opening.CONNECTION);
        send(links, 1, 0, 1, Opening.CHANNEL);
        links.disconnect(0, 1);
        send(links, 0, 1, 2, Opening.NOTHING);
        send(links, 1, 0, 3, Opening.NOTHING);
        send(links, 0, 1, 4, Opening.CONNECTION);
        send(links, 0, 1, 5, Opening.NOTHING);
        arrive();
        assertEquals(List.of(4, 5), arrived);
    }

    @Test
    void aNewConnectionClosesTheWayBack() {
        Connected<Integer> links = connected(Profile.CALM);
        send(links, 0, 1, 0, Opening.CONNECTION);
        send(links, 1, 0, 1, Opening.CHANNEL);
        send(links, 0, 1, 2, Opening.CONNECTION);
        send(links, 1, 0, 3, Opening.NOTHING);
        arrive();
        assertEquals(List.of(2), arrived);
    }

    @Test
    void whoHangsUpIsNotHeardAndHearsNothing() {
        Connected<Integer> links = connected(Profile.CALM);
        send(links, 0, 1, 0, Opening.CONNECTION);
        send(links, 1, 0, 1, Opening.CHANNEL);
        links.step(new Traffic<>(1, Optional.empty(), true, List.of()), this::arrived);
        arrive();
        assertEquals(List.of(), arrived);
    }

    @Test
    void noConnectionIsMadeToANodeThatIsDownOrCutOff() {
        Connected<Integer> links = connected(Profile.CALM.with(Setting.PARTIAL, 1));
        down[1] = true;
        send(links, 0, 1, 0, Opening.CONNECTION);
        down[1] = false;
        send(links, 0, 1, 1, Opening.NOTHING);
        links.part();
        send(links, 0, 1, 2, Opening.CONNECTION);
        links.heal();
        send(links, 0, 1, 3, Opening.NOTHING);
        arrive();
        assertEquals(List.of(), arrived);
    }

    @Test
    void whatIsCutOffDoesNotArriveUntilItHeals() {
        Links<Integer> links = datagrams(Profile.CALM.with(Setting.PARTIAL, 1));
        links.part();
        send(links, 0, 1, 0, Opening.NOTHING);
        arrive();
        assertEquals(List.of(), arrived);
        links.heal();
        send(links, 0, 1, 1, Opening.NOTHING);
        arrive();
        assertEquals(List.of(1), arrived);
    }

    private void send(Links<Integer> links, int from, int to, int message, Opening opening) {
        links.step(
                new Traffic<>(from, Optional.empty(), false, List.of(new Letter<>(from, to, message, opening))),
                this::arrived);
    }

    private void arrived(int node, int message) {
        arrived.add(message);
    }

    private void arrive() {
        while (agenda.next()) {
            // Until nothing is on the way.
        }
    }

    private Connected<Integer> connected(Profile profile) {
        return new Connected<>(
                new boolean[2], node -> down[node], agenda, new SplittableRandom(1), profile, new Statistics());
    }

    private Links<Integer> datagrams(Profile profile) {
        return new Datagrams<>(new boolean[2], agenda, new SplittableRandom(1), profile, new Statistics());
    }
}
