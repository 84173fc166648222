package dev.quorate.paxos.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.paxos.basic.Message.Accept;
import dev.quorate.paxos.basic.Message.Accepted;
import dev.quorate.paxos.basic.Message.Prepare;
import dev.quorate.paxos.basic.Message.Promise;
import dev.quorate.paxos.basic.Message.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sentences of "Paxos Made Simple", in its order, as far as a pure step can be asked for them. */
class BasicPaxosTest {
    private static final NodeId P1 = new NodeId("p1");
    private static final NodeId P2 = new NodeId("p2");
    private static final NodeId A1 = new NodeId("a1");
    private static final NodeId A2 = new NodeId("a2");
    private static final NodeId A3 = new NodeId("a3");
    private static final NodeId L = new NodeId("l");
    private static final Set<NodeId> ACCEPTORS = Set.of(A1, A2, A3);
    private static final Command V = new Command("v");
    private static final Command W = new Command("w");
    private static final BasicPaxos PAXOS = new BasicPaxos(Set.of(P1, P2), ACCEPTORS, Set.of(L));

    private static Node initial() {
        return PAXOS.initial(P1);
    }

    private static Step<Node, Message> receive(NodeId n, Node s, Message m) {
        return PAXOS.step(s, new Event.Receive(n, m));
    }

    /** Proposer p1, asked for v, after so many ballots. */
    private static Node preparing(int ballots) {
        Node s = PAXOS.step(initial(), new Event.ClientRequest(P1, V)).state();
        for (int i = 0; i < ballots; i++) {
            s = PAXOS.step(s, new Event.StartBallot(P1)).state();
        }
        return s;
    }

    private static Promise promise(NodeId from, int ballot) {
        return new Promise(from, Set.of(P1), ballot, 0, Optional.empty());
    }

    private static Promise promise(NodeId from, int ballot, int acceptedBallot, Command value) {
        return new Promise(from, Set.of(P1), ballot, acceptedBallot, Optional.of(value));
    }

    // §2.2: choosing a value

    @Test
    void aProposerChoosesANewNumberAndSendsItToTheAcceptors() {
        Step<Node, Message> step = PAXOS.step(preparing(0), new Event.StartBallot(P1));
        assertEquals(Set.of(new Prepare(P1, ACCEPTORS, 1)), step.messages());
        assertEquals(3, preparing(2).proposer().ballot(), "the next of its own numbers: 2 belongs to p2");
    }

    @Test
    void nobodyProposesWithoutARequest() {
        assertEquals(Step.to(initial()), PAXOS.step(initial(), new Event.StartBallot(P1)));
    }

    @Test
    void anAcceptorPromisesAndTellsOfItsHighestNumberedProposal() {
        Node voted = receive(A1, initial(), new Accept(P1, ACCEPTORS, 1, V)).state();
        assertEquals(
                Set.of(new Promise(A1, Set.of(P2), 2, 1, Optional.of(V))),
                receive(A1, voted, new Prepare(P2, ACCEPTORS, 2)).messages());
    }

    @Test
    void anAcceptorAcceptsUnlessItHasRespondedToAHigherPrepare() {
        Node promised = receive(A1, initial(), new Prepare(P2, ACCEPTORS, 2)).state();
        assertEquals(
                new Step<>(promised, Set.of(new Refusal(A1, Set.of(P1), 2))),
                receive(A1, promised, new Accept(P1, ACCEPTORS, 1, V)),
                "ballot 1 comes too late");
        assertEquals(
                Set.of(new Accepted(A1, Set.of(P2, L), 2, V)),
                receive(A1, promised, new Accept(P2, ACCEPTORS, 2, V)).messages(),
                "ballot 2 is the one it has promised");
    }

    @Test
    void anAcceptorThatAcceptsPromisesTheBallotToo() {
        Node s = receive(A1, initial(), new Accept(P2, ACCEPTORS, 2, W)).state();
        assertEquals(2, s.acceptor().promised(), "it has never seen the Prepare of ballot 2");
        assertEquals(
                Set.of(new Refusal(A1, Set.of(P1), 2)),
                receive(A1, s, new Accept(P1, ACCEPTORS, 1, V)).messages());
    }

    @Test
    void withResponsesFromAMajorityAProposerIssuesAProposal() {
        Step<Node, Message> first = receive(P1, preparing(1), promise(A1, 1));
        assertTrue(first.messages().isEmpty(), "one of three is no majority");
        assertEquals(
                first.state(),
                receive(P1, first.state(), promise(A1, 1)).state(),
                "nor is one of three that says it twice");
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 1, V)),
                receive(P1, first.state(), promise(A2, 1)).messages(),
                "free to choose, it proposes what its client asked for");
    }

    @Test
    void theValueIsThatOfTheHighestNumberedProposalAmongTheResponses() {
        Command x = new Command("x");
        for (List<Promise> promises : List.of(
                List.of(promise(A1, 5, 1, W), promise(A2, 5, 3, x)),
                List.of(promise(A2, 5, 3, x), promise(A1, 5, 1, W)))) {
            Node s = receive(P1, preparing(3), promises.get(0)).state();
            assertEquals(
                    Set.of(new Accept(P1, ACCEPTORS, 5, x)),
                    receive(P1, s, promises.get(1)).messages(),
                    "x was accepted in ballot 3, w in ballot 1");
        }
        Node s = receive(P1, preparing(3), promise(A3, 5)).state();
        assertEquals(
                Set.of(new Accept(P1, ACCEPTORS, 5, W)),
                receive(P1, s, promise(A1, 5, 1, W)).messages(),
                "one that has accepted nothing says nothing against w");
    }

    @Test
    void aProposerHasOneProposalInABallot() {
        Node s = receive(P1, preparing(1), promise(A1, 1)).state();
        s = receive(P1, s, promise(A2, 1)).state();
        assertEquals(Step.to(s), receive(P1, s, promise(A3, 1)), "the third promise comes too late to matter");
        assertEquals(Step.to(preparing(2)), receive(P1, preparing(2), promise(A1, 1)), "as does one of an old ballot");
    }

    // §2.3: learning a chosen value

    @Test
    void aLearnerLearnsFromAMajorityInOneBallot() {
        Node s = receive(L, initial(), new Accepted(A1, Set.of(P1, L), 1, V)).state();
        s = receive(L, s, new Accepted(A2, Set.of(P2, L), 2, W)).state();
        assertEquals(Optional.empty(), s.learner().learned(), "two votes, in different ballots");
        s = receive(L, s, new Accepted(A1, Set.of(P2, L), 2, W)).state();
        assertEquals(Optional.of(W), s.learner().learned(), "two votes in ballot 2");
        assertEquals(Step.to(s), receive(L, s, new Accepted(A3, Set.of(P1, L), 1, V)), "what is learned is learned");
    }

    @Test
    void anOldVoteThatComesLateReplacesNoNewerOne() {
        Node s = receive(L, initial(), new Accepted(A1, Set.of(P2, L), 2, W)).state();
        s = receive(L, s, new Accepted(A1, Set.of(P1, L), 1, V)).state();
        s = receive(L, s, new Accepted(A2, Set.of(P1, L), 1, V)).state();
        assertEquals(Optional.empty(), s.learner().learned(), "a1 has moved on from ballot 1, as far as is known");
    }

    // §2.4: progress

    @Test
    void aProposerThatHearsOfAHigherNumberAbandonsItsOwn() {
        Node s = receive(P1, preparing(1), new Refusal(A1, Set.of(P1), 2)).state();
        assertEquals(Step.to(s), receive(P1, s, promise(A2, 1)), "promises of ballot 1 do not matter any more");
        assertEquals(
                Set.of(new Prepare(P1, ACCEPTORS, 3)),
                PAXOS.step(s, new Event.StartBallot(P1)).messages(),
                "its next is above the one it heard of");
        assertEquals(Step.to(preparing(2)), receive(P1, preparing(2), new Refusal(A1, Set.of(P1), 2)), "2 is below 3");
    }

    @Test
    void aProposerThatHasLearnedStops() {
        Node s =
                receive(P1, preparing(1), new Accepted(A1, Set.of(P1, L), 1, V)).state();
        s = receive(P1, s, new Accepted(A2, Set.of(P1, L), 1, V)).state();
        assertEquals(Step.to(s), PAXOS.step(s, new Event.StartBallot(P1)));
        assertEquals(Step.to(s), PAXOS.step(s, new Event.ClientRequest(P1, W)));
    }

    // §2.5: the implementation

    @Test
    void anAcceptorRemembersAndAProposerUsesNoNumberTwice() {
        Node acceptor = receive(A1, initial(), new Accept(P2, ACCEPTORS, 2, W)).state();
        assertEquals(acceptor, PAXOS.step(acceptor, new Event.Restart(A1)).state(), "all of an acceptor is on disk");
        Node proposer = PAXOS.step(preparing(1), new Event.Restart(P1)).state();
        assertEquals(1, proposer.proposer().ballot(), "the number is on disk");
        assertEquals(Step.to(proposer), receive(P1, proposer, promise(A1, 1)), "what it was about is not");
    }

    @Test
    void whoPlaysNoRoleHasNoPartInIt() {
        assertEquals(
                Step.to(initial()),
                PAXOS.step(initial(), new Event.ClientRequest(A1, V)),
                "an acceptor is no proposer");
        assertEquals(Step.to(initial()), PAXOS.step(initial(), new Event.StartBallot(L)), "nor is a learner");
    }
}
