package dev.quorate.replication.abd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.replication.abd.Message.Ack;
import dev.quorate.replication.abd.Message.Propagate;
import dev.quorate.replication.abd.Message.Query;
import dev.quorate.replication.abd.Message.Report;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sentences of Attiya, Bar-Noy, Dolev (1995) and of Lynch, Shvartsman (1997), as far as a pure step can be asked for them. */
class AbdTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Set<NodeId> ALL = Set.of(N1, N2, N3);
    private static final Command V = new Command("v");
    private static final Command W = new Command("w");
    private static final Abd ABD = new Abd(ALL);

    private static final Version OF_N2 = version(1, N2, W);

    private static Version version(int counter, NodeId writer, Command value) {
        return new Version(new Timestamp(counter, Optional.of(writer)), Optional.of(value));
    }

    private static Step<Node, Message> receive(NodeId n, Node s, Message m) {
        return ABD.step(s, new Event.Receive(n, m));
    }

    private static Node writing() {
        return ABD.step(ABD.initial(N1), new Event.ClientWrite(N1, V)).state();
    }

    private static Node reading() {
        return ABD.step(ABD.initial(N1), new Event.ClientRead(N1)).state();
    }

    private static Report report(NodeId from, int operation, Version version) {
        return new Report(from, Set.of(N1), operation, version);
    }

    private static Ack ack(NodeId from, int operation) {
        return new Ack(from, Set.of(N1), operation);
    }

    /** Node n1 in its first operation, after reports of itself and of another. */
    private static Step<Node, Message> told(Node s, Version other) {
        return receive(N1, receive(N1, s, report(N1, 1, Version.NONE)).state(), report(N2, 1, other));
    }

    // The query phase

    @Test
    void readsAndWritesBothAskAllNodesFirst() {
        assertEquals(
                Set.of(new Query(N1, ALL, 1)),
                ABD.step(ABD.initial(N1), new Event.ClientWrite(N1, V)).messages());
        assertEquals(
                Set.of(new Query(N1, ALL, 1)),
                ABD.step(ABD.initial(N1), new Event.ClientRead(N1)).messages());
    }

    @Test
    void aNodeSaysWhatItStores() {
        Node s = ABD.initial(N2).withStored(OF_N2);
        assertEquals(new Step<>(s, Set.of(report(N2, 1, OF_N2))), receive(N2, s, new Query(N1, ALL, 1)));
    }

    @Test
    void aMajorityMustAnswer() {
        Step<Node, Message> first = receive(N1, reading(), report(N2, 1, OF_N2));
        assertTrue(first.messages().isEmpty(), "one of three is no majority");
        assertEquals(first, receive(N1, first.state(), report(N2, 1, OF_N2)), "nor is one of three that says it twice");
        assertEquals(
                Set.of(new Propagate(N1, ALL, 1, OF_N2)),
                receive(N1, first.state(), report(N3, 1, Version.NONE)).messages());
    }

    // The propagation phase

    @Test
    void aWriteTakesATimestampAboveAllThatItHeardOf() {
        assertEquals(
                Set.of(new Propagate(N1, ALL, 1, version(2, N1, V))),
                told(writing(), OF_N2).messages());
        assertEquals(
                Set.of(new Propagate(N1, ALL, 1, version(1, N1, V))),
                told(writing(), Version.NONE).messages());
    }

    @Test
    void aReadWritesBackWhatItIsAboutToReturn() {
        assertEquals(
                Set.of(new Propagate(N1, ALL, 1, OF_N2)), told(reading(), OF_N2).messages());
    }

    @Test
    void ofTwoWritesWithOneCounterTheLaterWritersIsTheLater() {
        Node s = ABD.initial(N3).withStored(OF_N2);
        Version ofN1 = version(1, N1, V);
        Version ofN3 = version(1, N3, V);
        assertEquals(
                OF_N2, receive(N3, s, new Propagate(N1, ALL, 1, ofN1)).state().stored());
        assertEquals(
                ofN3, receive(N3, s, new Propagate(N3, ALL, 1, ofN3)).state().stored());
    }

    @Test
    void aNodeAcknowledgesWhatIsOlderThanWhatItStores() {
        Node s = ABD.initial(N3).withStored(version(5, N2, W));
        assertEquals(new Step<>(s, Set.of(ack(N3, 1))), receive(N3, s, new Propagate(N1, ALL, 1, OF_N2)));
    }

    @Test
    void anOperationEndsWhenAMajorityHasAcknowledged() {
        Node s = receive(N1, told(reading(), OF_N2).state(), ack(N2, 1)).state();
        assertEquals(Phase.PROPAGATION, s.phase(), "one of three");
        assertEquals(Phase.PROPAGATION, receive(N1, s, ack(N2, 1)).state().phase(), "the same one");
        Node done = receive(N1, s, ack(N3, 1)).state();
        assertEquals(Phase.DONE, done.phase());
        assertEquals(Optional.of(W), done.latest().value(), "what the read returns");
    }

    @Test
    void aReadReturnsWhatItWroteBackThoughItStoresSomethingLaterByThen() {
        Node s = told(reading(), OF_N2).state();
        s = receive(N1, s, new Propagate(N3, ALL, 1, version(7, N3, V))).state();
        s = receive(N1, receive(N1, s, ack(N1, 1)).state(), ack(N2, 1)).state();
        assertEquals(OF_N2, s.latest(), "nobody knows who else stores the later one");
        assertEquals(version(7, N3, V), s.stored());
    }

    // One thing at a time, and answers to what is past

    @Test
    void aNodeDoesOneThingAtATime() {
        assertEquals(Step.to(writing()), ABD.step(writing(), new Event.ClientWrite(N1, W)));
        assertEquals(Step.to(writing()), ABD.step(writing(), new Event.ClientRead(N1)));
        Node done = receive(N1, told(reading(), OF_N2).state(), ack(N2, 1)).state();
        done = receive(N1, done, ack(N3, 1)).state();
        assertEquals(2, ABD.step(done, new Event.ClientRead(N1)).state().operation(), "then the next");
    }

    @Test
    void answersToAnEarlierOperationOrPhaseDoNotCount() {
        Node s = told(writing(), OF_N2).state();
        assertEquals(Step.to(s), receive(N1, s, report(N3, 1, OF_N2)), "the query is over");
        assertEquals(Step.to(writing()), receive(N1, writing(), ack(N3, 1)), "nothing was propagated yet");
        Node second = ABD.step(ABD.step(s, new Event.Restart(N1)).state(), new Event.ClientRead(N1))
                .state();
        assertEquals(Step.to(second), receive(N1, second, report(N3, 1, OF_N2)), "that was the first operation");
    }

    // Crashes

    @Test
    void aRestartKeepsWhatIsStoredAndHowManyOperationsThereWere() {
        Node s = told(writing(), OF_N2).state();
        Node restarted = ABD.step(s, new Event.Restart(N1)).state();
        assertEquals(new Node(version(2, N1, V), 1, Phase.IDLE, Optional.empty(), Version.NONE, Set.of()), restarted);
    }

    @Test
    void aWriterUsesNoTimestampTwiceThoughItStoppedInTheMiddle() {
        Node s = ABD.step(told(writing(), Version.NONE).state(), new Event.Restart(N1))
                .state();
        s = ABD.step(s, new Event.ClientWrite(N1, W)).state();
        s = receive(N1, s, report(N2, 2, Version.NONE)).state();
        assertEquals(
                Set.of(new Propagate(N1, ALL, 2, version(2, N1, W))),
                receive(N1, s, report(N3, 2, Version.NONE)).messages(),
                "nobody has told it of its first timestamp");
    }

    @Test
    void aNodeAsksAgainWhileItWaits() {
        assertEquals(new Step<>(reading(), Set.of(new Query(N1, ALL, 1))), ABD.step(reading(), new Event.Retry(N1)));
        Node s = told(reading(), OF_N2).state();
        assertEquals(
                Set.of(new Propagate(N1, ALL, 1, OF_N2)),
                ABD.step(s, new Event.Retry(N1)).messages());
        assertEquals(Step.to(ABD.initial(N1)), ABD.step(ABD.initial(N1), new Event.Retry(N1)), "it waits for nothing");
    }

    @Test
    void aClusterOfOneAsksItself() {
        Abd alone = new Abd(Set.of(N1));
        Node s = alone.step(alone.initial(N1), new Event.ClientWrite(N1, V)).state();
        s = alone.step(s, new Event.Receive(N1, report(N1, 1, Version.NONE))).state();
        assertEquals(
                Phase.DONE,
                alone.step(s, new Event.Receive(N1, ack(N1, 1))).state().phase());
        assertThrows(IllegalArgumentException.class, () -> new Abd(Set.of()));
    }
}
