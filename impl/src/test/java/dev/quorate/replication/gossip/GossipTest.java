package dev.quorate.replication.gossip;

import static dev.quorate.replication.gossip.Versioning.LAST_WRITER_WINS;
import static dev.quorate.replication.gossip.Versioning.VERSION_VECTOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.replication.gossip.Message.Exchange;
import dev.quorate.replication.gossip.Message.Request;
import dev.quorate.replication.gossip.Message.Update;
import dev.quorate.replication.gossip.Stamp.Timestamp;
import dev.quorate.replication.gossip.Stamp.Vector;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences of the papers, in their order, as far as a pure step can be asked for them. */
class GossipTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Set<NodeId> NODES = Set.of(N1, N2, N3);
    private static final Command A = new Command("a");
    private static final Command B = new Command("b");
    private static final Command C = new Command("c");

    private static Gossip gossip(Versioning versioning) {
        return new Gossip(NODES, versioning);
    }

    private static Node write(Gossip gossip, NodeId n, Node s, Command v) {
        return gossip.step(s, new Event.Write(n, v)).state();
    }

    private static Node written(Gossip gossip, NodeId n, Command v) {
        return write(gossip, n, gossip.initial(n), v);
    }

    private static Step<Node, Message> receive(Gossip gossip, Node s, Message m) {
        return gossip.step(s, new Event.Receive(m.to(), m));
    }

    private static Node updated(Gossip gossip, NodeId n, Node s, Node other) {
        return receive(gossip, s, new Update(n.equals(N1) ? N2 : N1, n, other.versions()))
                .state();
    }

    private static Version timestamped(Command value, int counter, NodeId node) {
        return new Version(value, new Timestamp(counter, node));
    }

    private static Version counted(Command value, int n1, int n2, int n3) {
        return new Version(value, new Vector(Map.of(N1, n1, N2, n2, N3, n3)));
    }

    // Demers et al., section 1.3: push, pull, push-pull

    @ParameterizedTest
    @EnumSource
    void aWriteIsAcceptedByAnyNodeAtOnceAndSendsNothing(Versioning versioning) {
        Gossip gossip = gossip(versioning);
        for (NodeId n : NODES) {
            Step<Node, Message> step = gossip.step(gossip.initial(n), new Event.Write(n, A));
            assertEquals(Set.of(), step.messages(), n + " asks nobody");
            assertEquals(A, step.state().versions().iterator().next().value(), n + " has it");
        }
    }

    @Test
    void whoPushesSendsItsCopyAndWhoIsPushedToMergesIt() {
        Gossip gossip = gossip(LAST_WRITER_WINS);
        Node s = written(gossip, N1, A);
        Step<Node, Message> step = gossip.step(s, new Event.Push(N1, N2));
        assertEquals(new Step<>(s, Set.of(new Update(N1, N2, s.versions()))), step);
        assertEquals(
                Step.to(s),
                receive(gossip, gossip.initial(N2), step.messages().iterator().next()),
                "and answers nothing");
    }

    @Test
    void whoPullsAsksAndIsSentTheOthersCopy() {
        Gossip gossip = gossip(LAST_WRITER_WINS);
        Node s = written(gossip, N2, A);
        Node empty = gossip.initial(N1);
        assertEquals(new Step<>(empty, Set.of(new Request(N1, N2))), gossip.step(empty, new Event.Pull(N1, N2)));
        assertEquals(
                new Step<>(s, Set.of(new Update(N2, N1, s.versions()))),
                receive(gossip, s, new Request(N1, N2)),
                "who is asked learns nothing");
    }

    @Test
    void afterPushPullBothHaveWhatTheTwoCopiesComeTo() {
        Gossip gossip = gossip(VERSION_VECTOR);
        Node one = written(gossip, N1, A);
        Node other = written(gossip, N2, B);
        assertEquals(
                Set.of(new Exchange(N1, N2, one.versions())),
                gossip.step(one, new Event.PushPull(N1, N2)).messages());
        Step<Node, Message> step = receive(gossip, other, new Exchange(N1, N2, one.versions()));
        assertEquals(
                Set.of(counted(A, 1, 0, 0), counted(B, 0, 1, 0)), step.state().versions());
        assertEquals(Set.of(new Update(N2, N1, step.state().versions())), step.messages());
    }

    @Test
    void nobodyGossipsWithItself() {
        Gossip gossip = gossip(LAST_WRITER_WINS);
        Node s = written(gossip, N1, A);
        assertEquals(Step.to(s), gossip.step(s, new Event.Push(N1, N1)));
        assertEquals(Step.to(s), gossip.step(s, new Event.Pull(N1, N1)));
        assertEquals(Step.to(s), gossip.step(s, new Event.PushPull(N1, N1)));
    }

    @ParameterizedTest
    @EnumSource
    void aReadIsOfTheNodesOwnCopyAndTheCopyOutlivesARestart(Versioning versioning) {
        Gossip gossip = gossip(versioning);
        Node s = written(gossip, N1, A);
        assertEquals(Step.to(s), gossip.step(s, new Event.Read(N1)));
        assertEquals(Step.to(s), gossip.step(s, new Event.Restart(N1)));
    }

    // Lamport 1978; Lakshman and Malik: the last writer wins

    @Test
    void aTimestampIsAboveAllThatTheWriterHolds() {
        Gossip gossip = gossip(LAST_WRITER_WINS);
        Node s = updated(gossip, N1, gossip.initial(N1), new Node(Set.of(timestamped(A, 7, N3))));
        assertEquals(Set.of(timestamped(B, 8, N1)), write(gossip, N1, s, B).versions());
    }

    @Test
    void ofTwoWritesTheOneWithTheHigherTimestampStaysWhicheverComesFirst() {
        Gossip gossip = gossip(LAST_WRITER_WINS);
        Node once = written(gossip, N1, A);
        Node twice = write(gossip, N2, written(gossip, N2, B), C);
        assertEquals(twice, updated(gossip, N2, twice, once));
        assertEquals(twice, updated(gossip, N1, once, twice), "a is gone, though n1 had acknowledged it");
    }

    @Test
    void betweenEqualTimestampsTheNamesDecideAndNotWhoAsks() {
        Gossip gossip = gossip(LAST_WRITER_WINS);
        Node one = written(gossip, N1, A);
        Node other = written(gossip, N2, B);
        assertEquals(other, updated(gossip, N1, one, other));
        assertEquals(other, updated(gossip, N2, other, one));
    }

    // Parker et al. 1983; DeCandia et al., section 4.4: version vectors

    @Test
    void aWriteCountsInTheEntryOfItsNodeAndKeepsWhatItHasSeen() {
        Gossip gossip = gossip(VERSION_VECTOR);
        Node s = updated(gossip, N1, gossip.initial(N1), new Node(Set.of(counted(A, 0, 2, 1))));
        assertEquals(Set.of(counted(B, 1, 2, 1)), write(gossip, N1, s, B).versions());
    }

    @Test
    void anAncestorIsForgotten() {
        Gossip gossip = gossip(VERSION_VECTOR);
        Node ancestor = written(gossip, N1, A);
        Node descendant = write(gossip, N2, updated(gossip, N2, gossip.initial(N2), ancestor), B);
        assertEquals(descendant, updated(gossip, N1, ancestor, descendant));
        assertEquals(descendant, updated(gossip, N2, descendant, ancestor), "an old message changes nothing");
    }

    @Test
    void parallelBranchesAreBothKeptUntilAWriteReconcilesThem() {
        Gossip gossip = gossip(VERSION_VECTOR);
        Node siblings = updated(gossip, N1, written(gossip, N1, A), written(gossip, N2, B));
        assertEquals(Set.of(counted(A, 1, 0, 0), counted(B, 0, 1, 0)), siblings.versions());
        Node reconciled = write(gossip, N3, siblings, C);
        assertEquals(Set.of(counted(C, 1, 1, 1)), reconciled.versions());
        assertEquals(reconciled, updated(gossip, N2, written(gossip, N2, B), reconciled));
    }

    @Test
    void vectorsAreOrderedIfOneHasSeenTheOtherAndNotOtherwise() {
        assertTrue(counted(A, 1, 0, 2).isOlderThan(counted(B, 1, 1, 2)));
        assertFalse(counted(B, 1, 1, 2).isOlderThan(counted(A, 1, 0, 2)));
        assertFalse(counted(A, 2, 0, 0).isOlderThan(counted(B, 1, 3, 3)), "n2 and n3 do not make up for n1");
        assertFalse(counted(A, 1, 1, 1).isOlderThan(counted(A, 1, 1, 1)));
    }

    @Test
    void aMessageIsReceivedByWhomItIsFor() {
        assertThrows(IllegalArgumentException.class, () -> new Event.Receive(N1, new Request(N1, N2)));
    }
}
