package dev.quorate.replication.majority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.replication.majority.Message.Ack;
import dev.quorate.replication.majority.Message.Read;
import dev.quorate.replication.majority.Message.Reply;
import dev.quorate.replication.majority.Message.Write;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What majorities alone give, sentence by sentence. */
class MajorityRegisterTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Set<NodeId> ALL = Set.of(N1, N2, N3);
    private static final Command V = new Command("v");
    private static final Command W = new Command("w");
    private static final MajorityRegister REGISTER = new MajorityRegister(ALL);

    private static Node initial() {
        return REGISTER.initial(N1);
    }

    private static Step<Node, Message> receive(NodeId n, Node s, Message m) {
        return REGISTER.step(s, new Event.Receive(n, m));
    }

    private static Node writing() {
        return REGISTER.step(initial(), new Event.ClientWrite(N1, V)).state();
    }

    private static Node reading() {
        return REGISTER.step(initial(), new Event.ClientRead(N1)).state();
    }

    private static Write write(NodeId from, int operation, Command value) {
        return new Write(from, ALL, operation, value);
    }

    private static Ack ack(NodeId from, int operation) {
        return new Ack(from, Set.of(N1), operation);
    }

    private static Reply reply(NodeId from, Command value) {
        return new Reply(from, Set.of(N1), 1, Optional.of(value));
    }

    @Test
    void aWriteGoesToAllAndEndsWhenMoreThanHalfHaveTakenIt() {
        assertEquals(
                Set.of(write(N1, 1, V)),
                REGISTER.step(initial(), new Event.ClientWrite(N1, V)).messages());
        Node s = receive(N1, writing(), ack(N2, 1)).state();
        assertEquals(Phase.WRITE, s.phase(), "one of three");
        assertEquals(s, receive(N1, s, ack(N2, 1)).state(), "the same one");
        assertEquals(Phase.DONE, receive(N1, s, ack(N3, 1)).state().phase());
    }

    @Test
    void aReadAsksAllAndEndsWhenMoreThanHalfHaveAnswered() {
        assertEquals(
                Set.of(new Read(N1, ALL, 1)),
                REGISTER.step(initial(), new Event.ClientRead(N1)).messages());
        Node s = receive(N1, reading(), reply(N2, V)).state();
        assertEquals(Phase.READ, s.phase());
        assertEquals(Phase.DONE, receive(N1, s, reply(N3, W)).state().phase());
    }

    @Test
    void aNodeKeepsWhatItWasToldLast() {
        Node s = receive(N3, initial(), write(N1, 1, V)).state();
        assertEquals(Optional.of(V), s.value());
        s = receive(N3, s, write(N2, 1, W)).state();
        assertEquals(Optional.of(W), s.value(), "nothing says which of the two is later");
        assertEquals(
                Optional.of(V),
                receive(N3, receive(N3, initial(), write(N2, 1, W)).state(), write(N1, 1, V))
                        .state()
                        .value(),
                "another node was told in another order");
    }

    @Test
    void theWritesOfOneNodeAreTakenInItsOrder() {
        Node s = receive(N3, initial(), write(N1, 2, W)).state();
        assertEquals(new Step<>(s, Set.of(new Ack(N3, Set.of(N1), 1))), receive(N3, s, write(N1, 1, V)));
        assertEquals(new Step<>(s, Set.of(new Ack(N3, Set.of(N1), 2))), receive(N3, s, write(N1, 2, W)), "again");
    }

    @Test
    void aNodeSaysWhatItStores() {
        Node s = receive(N3, initial(), write(N2, 1, W)).state();
        assertEquals(new Step<>(s, Set.of(reply(N3, W))), receive(N3, s, new Read(N1, ALL, 1)));
    }

    @Test
    void aReadThatHearsDifferentValuesGuesses() {
        assertEquals(Optional.of(W), guess(W, V), "the first, if as many say the other");
        assertEquals(Optional.of(V), guess(W, V, V), "the one that most say");
        assertEquals(Optional.of(W), guess(W, V, V, W), "the first of those that most say");
    }

    private static Optional<Command> guess(Command... told) {
        return Heard.guess(Arrays.stream(told)
                .map(value -> new Heard(N1, Optional.of(value)))
                .toList());
    }

    @Test
    void aNodeDoesOneThingAtATime() {
        assertEquals(Step.to(writing()), REGISTER.step(writing(), new Event.ClientWrite(N1, W)));
        assertEquals(Step.to(reading()), REGISTER.step(reading(), new Event.ClientRead(N1)));
    }

    @Test
    void answersToAnEarlierOperationOrOfAnotherKindDoNotCount() {
        assertEquals(Step.to(reading()), receive(N1, reading(), ack(N2, 1)));
        assertEquals(Step.to(writing()), receive(N1, writing(), reply(N2, W)));
        Node second = REGISTER.step(
                        REGISTER.step(writing(), new Event.Restart(N1)).state(), new Event.ClientWrite(N1, W))
                .state();
        assertEquals(Step.to(second), receive(N1, second, ack(N2, 1)));
    }

    @Test
    void aRestartKeepsTheValueTheWritesTakenAndTheNumberOfOperations() {
        Node s = receive(N1, writing(), write(N2, 4, W)).state();
        assertEquals(
                new Node(Optional.of(W), Map.of(N1, 0, N2, 4, N3, 0), 1, Phase.IDLE, Optional.empty(), List.of()),
                REGISTER.step(s, new Event.Restart(N1)).state());
    }

    @Test
    void aNodeAsksAgainWhileItWaits() {
        assertEquals(
                Set.of(write(N1, 1, V)),
                REGISTER.step(writing(), new Event.Retry(N1)).messages());
        assertEquals(
                Set.of(new Read(N1, ALL, 1)),
                REGISTER.step(reading(), new Event.Retry(N1)).messages());
        assertTrue(REGISTER.step(initial(), new Event.Retry(N1)).messages().isEmpty(), "it waits for nothing");
        assertThrows(IllegalArgumentException.class, () -> new MajorityRegister(Set.of()));
    }
}
