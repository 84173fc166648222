package dev.quorate.replication.primarybackup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.replication.primarybackup.Message.Copied;
import dev.quorate.replication.primarybackup.Message.Copy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Sentences of Alsberg and Day, "A Principle for Resilient Sharing of Distributed Resources", and of Budhiraja and others, "The
 * Primary-Backup Approach", as far as a pure step can be asked for them.
 */
class PrimaryBackupTest {
    private static final NodeId P1 = new NodeId("p1");
    private static final NodeId P2 = new NodeId("p2");
    private static final NodeId P3 = new NodeId("p3");
    private static final Command A = new Command("a");
    private static final Command B = new Command("b");
    private static final PrimaryBackup CODE = new PrimaryBackup(Set.of(P1, P2, P3));

    private static Node after(Node s, Event... events) {
        Node t = s;
        for (Event event : events) {
            t = CODE.step(t, event).state();
        }
        return t;
    }

    private static Node asked(Command command) {
        return after(CODE.initial(P1), new Event.ClientRequest(P1, command));
    }

    private static Event copied(NodeId from, NodeId to, int index) {
        return new Event.Receive(to, new Copied(from, Set.of(to), index));
    }

    private static Event copy(NodeId from, NodeId to, int index, Command command) {
        return new Event.Receive(to, new Copy(from, Set.of(to), index, command));
    }

    /** The backup p2 with these commands, which it has from p1. */
    private static Node backup(Command... log) {
        Node s = CODE.initial(P2);
        for (int i = 0; i < log.length; i++) {
            s = after(s, copy(P1, P2, i + 1, log[i]));
        }
        return s;
    }

    @Test
    void aRequestToABackupIsNotTaken() {
        Node s = CODE.initial(P2);
        assertEquals(Step.to(s), CODE.step(s, new Event.ClientRequest(P2, A)));
        assertEquals(Step.to(s), CODE.step(s, new Event.SendCopy(P2)), "nor has it anything to copy");
        assertEquals(Step.to(s), CODE.step(s, new Event.Exclude(P2, P3)), "nor does it wait for anybody");
    }

    @Test
    void thePrimarySendsWhatItHasDoneToEveryBackup() {
        assertEquals(
                new Step<>(asked(A), Set.of(new Copy(P1, Set.of(P2, P3), 1, A))),
                CODE.step(asked(A), new Event.SendCopy(P1)));
    }

    @Test
    void theClientIsAnsweredWhenAllBackupsHaveAcknowledged() {
        assertEquals(0, asked(A).acked());
        Node one = after(asked(A), copied(P2, P1, 1));
        assertEquals(0, one.acked(), "one of two");
        assertEquals(one, after(one, copied(P2, P1, 1)), "one of two that says it twice");
        assertEquals(1, after(one, copied(P3, P1, 1)).acked());
    }

    @Test
    void thereIsOneCommandAtATime() {
        assertEquals(Step.to(asked(A)), CODE.step(asked(A), new Event.ClientRequest(P1, B)));
        Node done = after(asked(A), copied(P2, P1, 1), copied(P3, P1, 1));
        assertEquals(Step.to(done), CODE.step(done, new Event.SendCopy(P1)), "nothing is left to copy");
        Node next = after(done, new Event.ClientRequest(P1, B));
        assertEquals(List.of(A, B), next.log());
        assertEquals(Step.to(next), CODE.step(next, copied(P2, P1, 1)), "an old answer says nothing of the second");
    }

    @Test
    void aBackupWritesItsCopyAndAcknowledges() {
        Step<Node, Message> step = CODE.step(CODE.initial(P2), copy(P1, P2, 1, A));
        assertEquals(List.of(A), step.state().log());
        assertEquals(Set.of(new Copied(P2, Set.of(P1), 1)), step.messages());
        assertEquals(step, CODE.step(step.state(), copy(P1, P2, 1, A)), "and again, if it is asked again");
    }

    @Test
    void anOldCopyTakesNothingAway() {
        assertEquals(List.of(A, B), after(backup(A, B), copy(P1, P2, 1, A)).log());
    }

    @Test
    void theNextInLineTakesOverWithWhatItHas() {
        Node s = after(backup(A), new Event.TakeOver(P2));
        assertEquals(P2, s.primary());
        assertEquals(Set.of(P3), s.awaited(), "it does not wait for those before it");
        assertEquals(
                Set.of(new Copy(P2, Set.of(P3), 1, A)),
                CODE.step(s, new Event.SendCopy(P2)).messages(),
                "p3 may lack what p2 was the last to get");
        assertEquals(Step.to(s), CODE.step(s, new Event.TakeOver(P2)), "once");
        Node last = after(CODE.initial(P3), new Event.TakeOver(P3), new Event.ClientRequest(P3, B));
        assertEquals(1, last.acked(), "who is left alone waits for nobody");
    }

    @Test
    void whatTheOldPrimarySentIsDropped() {
        Node s = after(backup(), new Event.TakeOver(P2));
        assertEquals(Step.to(s), CODE.step(s, copy(P1, P2, 1, A)), "at the new primary");
        Node other = after(CODE.initial(P3), copy(P2, P3, 1, B));
        assertEquals(Step.to(other), CODE.step(other, copy(P1, P3, 1, A)), "and at those who know of it");
    }

    @Test
    void anUnacknowledgedCommandGivesWayToTheNewPrimarys() {
        Node s = after(CODE.initial(P3), copy(P1, P3, 1, A), copy(P2, P3, 1, B));
        assertEquals(List.of(B), s.log());
    }

    @Test
    void aBackupThatIsDownIsNotWaitedFor() {
        Node s = after(asked(A), copied(P2, P1, 1), new Event.Exclude(P1, P3));
        assertEquals(1, s.acked());
        assertEquals(Step.to(s), CODE.step(s, new Event.Exclude(P1, P3)), "once");
        assertEquals(Set.of(P2), after(s, new Event.ClientRequest(P1, B)).awaited(), "nor for the next command");
    }

    @Test
    void whoWasExcludedByMistakeDoesNotSayThatItHasWhatItLacks() {
        Node s = CODE.initial(P3);
        assertEquals(Step.to(s), CODE.step(s, copy(P2, P3, 2, B)));
    }

    @Test
    void aRestartKeepsTheLogAndWhoLeads() {
        Node primary = after(asked(A), copied(P2, P1, 1), copied(P3, P1, 1), new Event.Restart(P1));
        assertEquals(List.of(A), primary.log());
        assertEquals(Set.of(P2, P3), primary.awaited(), "it asks again who has what");
        assertEquals(0, primary.acked());
        assertEquals(1, after(primary, copied(P2, P1, 1), copied(P3, P1, 1)).acked());
        Node backup = after(CODE.initial(P3), copy(P2, P3, 1, A));
        assertEquals(backup, after(backup, new Event.Restart(P3)), "a backup has forgotten nothing");
    }

    @Test
    void whoIsDownForGoodDoesNothing() {
        Node s = after(backup(A), new Event.Stop(P2));
        for (Event event : List.of(
                copy(P1, P2, 1, A),
                new Event.TakeOver(P2),
                new Event.Restart(P2),
                new Event.SendCopy(P2),
                new Event.Stop(P2))) {
            assertEquals(Step.to(s), CODE.step(s, event), event::toString);
        }
        Node first = after(CODE.initial(P1), new Event.Stop(P1));
        assertEquals(Step.to(first), CODE.step(first, new Event.ClientRequest(P1, A)));
    }

    @Test
    void thereMustBeANode() {
        assertThrows(IllegalArgumentException.class, () -> new PrimaryBackup(Set.of()));
    }
}
