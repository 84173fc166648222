package dev.quorate.paxos.fast;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.paxos.fast.Message.Accept;
import dev.quorate.paxos.fast.Message.Accepted;
import dev.quorate.paxos.fast.Message.Any;
import dev.quorate.paxos.fast.Message.Prepare;
import dev.quorate.paxos.fast.Message.Promise;
import dev.quorate.paxos.fast.Message.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences of "Fast Paxos", in its order, as far as a pure step can be asked for them; four acceptors, quorums of three. */
class FastPaxosTest {
    private static final NodeId P1 = new NodeId("p1");
    private static final NodeId P2 = new NodeId("p2");
    private static final NodeId A1 = new NodeId("a1");
    private static final NodeId A2 = new NodeId("a2");
    private static final NodeId A3 = new NodeId("a3");
    private static final NodeId A4 = new NodeId("a4");
    private static final NodeId L = new NodeId("l");
    private static final Set<NodeId> ACCEPTORS = Set.of(A1, A2, A3, A4);
    private static final Command V = new Command("v");
    private static final Command W = new Command("w");
    private static final FastPaxos PAXOS = new FastPaxos(Set.of(P1, P2), ACCEPTORS, Set.of(L), 3, 3);

    private static Node initial() {
        return PAXOS.initial(P1);
    }

    private static Step<Node, Message> receive(NodeId n, Node s, Message m) {
        return PAXOS.step(s, new Event.Receive(n, m));
    }

    /** What a node is after it has received some messages. */
    private static Node after(NodeId n, Node s, List<? extends Message> messages) {
        Node state = s;
        for (Message m : messages) {
            state = receive(n, state, m).state();
        }
        return state;
    }

    /** What a node sends when it receives the last of some messages. */
    private static Set<Message> answer(NodeId n, Node s, List<? extends Message> messages) {
        Node before = after(n, s, messages.subList(0, messages.size() - 1));
        return receive(n, before, messages.get(messages.size() - 1)).messages();
    }

    private static Node asked(NodeId n, Node s, Command value) {
        return PAXOS.step(s, new Event.ClientRequest(n, value)).state();
    }

    /** Coordinator p1 in ballot 1, a fast one. */
    private static Node fast() {
        return PAXOS.step(initial(), new Event.StartFast(P1)).state();
    }

    /** Coordinator p1, asked for v, in ballot 2, a classic one. */
    private static Node classic() {
        return PAXOS.step(asked(P1, fast(), V), new Event.StartClassic(P1)).state();
    }

    /** Coordinator p1 when it has sent Any. */
    private static Node open() {
        return after(P1, fast(), List.of(promise(A1, 1), promise(A2, 1), promise(A3, 1)));
    }

    private static Promise promise(NodeId from, int ballot) {
        return new Promise(from, Set.of(P1), ballot, 0, Optional.empty());
    }

    private static Promise promise(NodeId from, int ballot, int acceptedBallot, Command value) {
        return new Promise(from, Set.of(P1), ballot, acceptedBallot, Optional.of(value));
    }

    private static Accepted accepted(NodeId from, int ballot, Command value) {
        return new Accepted(from, Set.of(P1, L), ballot, value);
    }

    // §2.2: a classic ballot is one of classic Paxos

    @Test
    void inAClassicBallotAFreeCoordinatorAsksForItsClientsValue() {
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 2, V)),
                answer(P1, classic(), List.of(promise(A1, 2), promise(A2, 2), promise(A3, 2))));
        assertEquals(
                Set.of(),
                answer(P1, classic(), List.of(promise(A1, 2), promise(A2, 2), promise(A2, 2))),
                "two are no quorum, whatever they repeat");
    }

    @Test
    void nobodyStartsAClassicBallotWithoutARequest() {
        assertEquals(Step.to(fast()), PAXOS.step(fast(), new Event.StartClassic(P1)));
    }

    @Test
    void theBallotsOfACoordinatorComeInPairs() {
        Node s = fast();
        assertEquals(1, s.coordinator().ballot());
        assertEquals(2, classic().coordinator().ballot());
        assertEquals(
                5, PAXOS.step(s, new Event.StartFast(P1)).state().coordinator().ballot(), "3 and 4 are p2's");
        assertEquals(
                4,
                PAXOS.step(asked(P2, initial(), V), new Event.StartClassic(P2))
                        .state()
                        .coordinator()
                        .ballot());
    }

    @Test
    void anAcceptorThatPromisesAnotherBallotMayNoMoreVoteForAnyValue() {
        Node s = receive(A1, initial(), new Any(P1, ACCEPTORS, 1)).state();
        assertEquals(
                s, receive(A1, s, new Prepare(P1, ACCEPTORS, 1)).state(), "a Prepare that comes again is no other");
        Node promised = receive(A1, s, new Prepare(P2, ACCEPTORS, 3)).state();
        assertEquals(
                Set.of(), PAXOS.step(promised, new Event.ClientRequest(A1, V)).messages());
    }

    @Test
    void anAcceptorRefusesWhatIsBelowItsPromise() {
        Node s = receive(A1, initial(), new Prepare(P2, ACCEPTORS, 3)).state();
        for (Message m :
                List.of(new Prepare(P1, ACCEPTORS, 1), new Accept(P1, ACCEPTORS, 2, V), new Any(P1, ACCEPTORS, 1))) {
            assertEquals(new Step<>(s, Set.of(new Refusal(A1, Set.of(P1), 3))), receive(A1, s, m));
        }
    }

    // §2.3: progress

    @Test
    void aCoordinatorThatHearsOfAHigherBallotGivesItsOwnUp() {
        Node s = receive(P1, fast(), new Refusal(A1, Set.of(P1), 3)).state();
        assertEquals(Set.of(), answer(P1, s, List.of(promise(A1, 1), promise(A2, 1), promise(A3, 1))));
        assertEquals(
                5, PAXOS.step(s, new Event.StartFast(P1)).state().coordinator().ballot());
        assertEquals(Step.to(s), receive(P1, s, new Refusal(A1, Set.of(P1), 2)), "2 is below 3");
    }

    @Test
    void aCoordinatorThatHasLearnedStops() {
        Node s = after(P1, open(), List.of(accepted(A1, 1, V), accepted(A2, 1, V), accepted(A3, 1, V)));
        assertEquals(Optional.of(V), s.learner().learned());
        assertEquals(Step.to(s), PAXOS.step(s, new Event.StartFast(P1)));
        assertEquals(Step.to(s), PAXOS.step(s, new Event.StartClassic(P1)));
        assertEquals(Step.to(s), PAXOS.step(s, new Event.ClientRequest(P1, W)));
    }

    // §2.4: what is in stable storage

    @Test
    void anAcceptorRemembersItsVoteAndACoordinatorUsesNoBallotTwice() {
        Node voted =
                receive(A1, asked(A1, initial(), V), new Any(P1, ACCEPTORS, 1)).state();
        assertEquals(
                voted.acceptor(),
                PAXOS.step(voted, new Event.Restart(A1)).state().acceptor());
        Node s = PAXOS.step(fast(), new Event.Restart(P1)).state();
        assertEquals(
                5, PAXOS.step(s, new Event.StartFast(P1)).state().coordinator().ballot());
    }

    @Test
    void anAcceptorThatRestartsNeedsAnotherAnyMessage() {
        Node s = receive(A1, initial(), new Any(P1, ACCEPTORS, 1)).state();
        s = PAXOS.step(s, new Event.Restart(A1)).state();
        assertEquals(Set.of(), PAXOS.step(s, new Event.ClientRequest(A1, V)).messages());
        assertEquals(
                Set.of(accepted(A1, 1, V)),
                receive(A1, asked(A1, s, V), new Any(P1, ACCEPTORS, 1)).messages());
    }

    // §3.1: the basic algorithm

    @Test
    void inAFastBallotAFreeCoordinatorSendsAnyMessage() {
        assertEquals(
                Set.of(new Any(P1, ACCEPTORS, 1)),
                answer(P1, fast(), List.of(promise(A1, 1), promise(A2, 1), promise(A3, 1))));
    }

    @Test
    void anAcceptorThatHasItTreatsAClientsMessageAsAnAccept() {
        Node s = receive(A1, initial(), new Any(P1, ACCEPTORS, 1)).state();
        Step<Node, Message> step = PAXOS.step(s, new Event.ClientRequest(A1, V));
        assertEquals(Set.of(accepted(A1, 1, V)), step.messages());
        assertEquals(
                step.state().acceptor(),
                asked(A1, PAXOS.step(step.state(), new Event.Restart(A1)).state(), W)
                        .acceptor(),
                "it votes once in a ballot");
        assertEquals(
                Set.of(accepted(A1, 1, V)),
                receive(A1, step.state(), new Any(P1, ACCEPTORS, 1)).messages(),
                "what it repeats is its vote");
    }

    @Test
    void aValueIsLearnedInTwoMessageDelays() {
        Node s = initial();
        for (NodeId a : List.of(A1, A2, A3)) {
            assertEquals(Optional.empty(), s.learner().learned());
            Node acceptor = receive(a, initial(), new Any(P1, ACCEPTORS, 1)).state();
            Set<Message> sent =
                    PAXOS.step(acceptor, new Event.ClientRequest(a, V)).messages();
            s = after(L, s, List.copyOf(sent));
        }
        assertEquals(Optional.of(V), s.learner().learned(), "client to acceptors, acceptors to learner");
    }

    @Test
    void ifTheLatestVotesAreForOneValueItIsThat() {
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 2, W)),
                answer(P1, classic(), List.of(promise(A1, 2), promise(A2, 2, 1, W), promise(A3, 2))));
        Node later = PAXOS.step(fast(), new Event.StartFast(P1)).state();
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 5, W)),
                answer(P1, later, List.of(promise(A1, 5, 1, V), promise(A2, 5, 3, W), promise(A3, 5, 1, V))),
                "in a fast ballot, too: only the votes of ballot 3 count");
    }

    @Test
    void ifTheyAreForSeveralItIsTheOneThatMayHaveBeenChosen() {
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 2, W)),
                answer(P1, classic(), List.of(promise(A1, 2, 1, W), promise(A2, 2, 1, V), promise(A3, 2, 1, W))),
                "w, if a4 voted for it");
    }

    @Test
    void ifNoneMayHaveBeenAnyValueWillDo() {
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 2, V)),
                answer(P1, classic(), List.of(promise(A1, 2, 1, W), promise(A2, 2, 1, V), promise(A3, 2))),
                "w had two votes at most, so p1 is free to ask for its client's value");
        Node later = PAXOS.step(fast(), new Event.StartFast(P1)).state();
        assertEquals(
                Set.of(new Any(P1, ACCEPTORS, 5)),
                answer(P1, later, List.of(promise(A1, 5, 1, W), promise(A2, 5, 1, V), promise(A3, 5))),
                "and in a fast ballot to leave it to clients");
    }

    // §3.2: collision recovery

    @Test
    void aCoordinatorTakesCollidingVotesForPromisesOfTheNextBallot() {
        List<Accepted> votes = List.of(accepted(A1, 1, V), accepted(A2, 1, W), accepted(A3, 1, V));
        assertEquals(Set.of(new Accept(P1, ACCEPTORS, 2, V)), answer(P1, open(), votes), "v may have been chosen");
        Node s = after(P1, open(), votes);
        assertEquals(2, s.coordinator().ballot());
        assertEquals(Set.of(), receive(P1, s, accepted(A4, 1, W)).messages(), "it asks for one value only");
    }

    @Test
    void ofSeveralValuesThatWereNotChosenItTakesOneThatWasProposed() {
        Command x = new Command("x");
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 2, x)),
                answer(P1, open(), List.of(accepted(A1, 1, V), accepted(A2, 1, W), accepted(A3, 1, x))));
    }

    @Test
    void thereIsNoRecoveryWithoutACollisionOrAQuorum() {
        assertEquals(Set.of(), answer(P1, open(), List.of(accepted(A1, 1, V), accepted(A2, 1, W))), "two votes");
        Node s = after(P1, open(), List.of(accepted(A1, 1, V), accepted(A2, 1, V)));
        assertEquals(Set.of(), receive(P1, s, accepted(A3, 1, V)).messages(), "three for one value");
    }

    @Test
    void onlyTheCoordinatorOfTheBallotRecovers() {
        List<Message> heard = List.of(
                new Refusal(A1, Set.of(P2), 1),
                new Accepted(A1, Set.of(P1, P2), 1, V),
                new Accepted(A2, Set.of(P1, P2), 1, W),
                new Accepted(A3, Set.of(P1, P2), 1, V));
        assertEquals(Set.of(), answer(P2, initial(), heard), "p2 hears of a collision in p1's ballot");
        Node gone = PAXOS.step(open(), new Event.StartFast(P1)).state();
        assertEquals(
                Set.of(),
                answer(P1, gone, List.of(accepted(A1, 1, V), accepted(A2, 1, W), accepted(A3, 1, V))),
                "p1 has gone on to ballot 5");
    }

    @Test
    void aCoordinatorThatRestartedRecoversAllTheSame() {
        Node s = PAXOS.step(open(), new Event.Restart(P1)).state();
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 2, W)),
                answer(P1, s, List.of(accepted(A1, 1, W), accepted(A2, 1, V), accepted(A3, 1, W))));
    }

    // §3.4.1: choosing quorums

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 2", "3, 2, 3", "4, 3, 3", "5, 3, 4", "7, 4, 6", "8, 5, 6"})
    void theUsualChoiceIsAsSmallAsItCanBe(int acceptors, int classicQuorum, int fastQuorum) {
        Set<NodeId> nodes = IntStream.rangeClosed(1, acceptors)
                .mapToObj(i -> new NodeId("n" + i))
                .collect(Collectors.toSet());
        assertDoesNotThrow(() -> FastPaxos.ofMajorities(nodes, nodes, nodes));
        assertDoesNotThrow(() -> new FastPaxos(nodes, nodes, nodes, classicQuorum, fastQuorum));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FastPaxos(nodes, nodes, nodes, classicQuorum, fastQuorum - 1));
        assertThrows(
                IllegalArgumentException.class, () -> new FastPaxos(nodes, nodes, nodes, classicQuorum - 1, acceptors));
        assertThrows(
                IllegalArgumentException.class, () -> new FastPaxos(nodes, nodes, nodes, classicQuorum, acceptors + 1));
    }

    @Test
    void whoPlaysNoRoleHasNoPartInIt() {
        assertEquals(
                Set.of(), PAXOS.step(initial(), new Event.ClientRequest(L, V)).messages());
        assertEquals(Step.to(initial()), PAXOS.step(initial(), new Event.StartFast(A1)));
        assertEquals(Step.to(initial()), PAXOS.step(initial(), new Event.StartClassic(A1)));
        assertTrue(
                asked(A1, initial(), V).request().isPresent(), "an acceptor keeps a value that it may vote for later");
    }
}
