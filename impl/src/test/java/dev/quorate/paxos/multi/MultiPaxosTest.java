package dev.quorate.paxos.multi;

import static dev.quorate.paxos.multi.Given.A;
import static dev.quorate.paxos.multi.Given.B;
import static dev.quorate.paxos.multi.Given.N1;
import static dev.quorate.paxos.multi.Given.N2;
import static dev.quorate.paxos.multi.Given.N3;
import static dev.quorate.paxos.multi.Given.THREE;
import static dev.quorate.paxos.multi.Given.candidate;
import static dev.quorate.paxos.multi.Given.compacted;
import static dev.quorate.paxos.multi.Given.follower;
import static dev.quorate.paxos.multi.Given.leader;
import static dev.quorate.paxos.multi.Given.log;
import static dev.quorate.paxos.multi.Given.messages;
import static dev.quorate.paxos.multi.Given.proposal;
import static dev.quorate.paxos.multi.Given.read;
import static dev.quorate.paxos.multi.Given.receive;
import static dev.quorate.paxos.multi.Given.request;
import static dev.quorate.paxos.multi.Given.snapshot;
import static dev.quorate.paxos.multi.MultiPaxos.NO_OP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.Message.Accepted;
import dev.quorate.paxos.multi.Message.CatchUp;
import dev.quorate.paxos.multi.Message.Commit;
import dev.quorate.paxos.multi.Message.CommitReply;
import dev.quorate.paxos.multi.Message.InstallSnapshot;
import dev.quorate.paxos.multi.Message.Prepare;
import dev.quorate.paxos.multi.Message.Promise;
import dev.quorate.paxos.multi.Message.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Sentences of "Paxos Made Simple" (PMS), "The Part-Time Parliament" (PTP) and "Paxos Made Live" (PML), in the order of the
 * protocol's phases, as far as a pure step can be asked for them.
 */
class MultiPaxosTest {
    // PMS, section 2.4: ballots

    @Test
    void proposersChooseTheirBallotsFromDisjointSets() {
        for (int promised = 0; promised < 10; promised++) {
            List<Integer> ballots = new ArrayList<>();
            for (NodeId n : List.of(N1, N2, N3)) {
                int ballot = THREE.step(follower(promised), new Event.Timeout(n))
                        .state()
                        .ballot();
                assertEquals(n, List.of(N1, N2, N3).get((ballot - 1) % 3), "whose turn " + ballot + " is");
                ballots.add(ballot);
            }
            Collections.sort(ballots);
            assertEquals(
                    List.of(promised + 1, promised + 2, promised + 3),
                    ballots,
                    "each takes the next of its own, above the " + promised + " that it has promised");
        }
    }

    @Test
    void aProposerBeginsEachAttemptWithAHigherBallotThanItHasUsed() {
        Node again = candidate(candidate(1));
        assertEquals(4, again.ballot(), "after 1, which n1 has tried, the next of its own");
        Node restarted = THREE.step(again, new Event.Restart(N1)).state();
        assertEquals(7, candidate(restarted).ballot(), "it remembers on disk the highest that it has tried");
    }

    // PMS, section 2.2, phase 1; section 3: for all slots at once

    @Test
    void aCandidateAsksOnceForAllSlotsThatAreOpenToIt() {
        Node s = follower(2, "a@2", "b@2", "a@2").withCommitIndex(1);
        Step<Node, Message> step = THREE.step(s, new Event.Timeout(N1));
        assertEquals(
                Set.of(new Prepare(N1, N2, 4, 2), new Prepare(N1, N3, 4, 2)),
                step.messages(),
                "slot 1 it knows to be chosen; the same two messages are for slot 2 and all after it");
        assertEquals(Set.of(N1), step.state().promises(), "it promises itself");
        assertEquals(log("b@2", "a@2"), step.state().adopted(), "and tells itself what it has accepted");
    }

    @Test
    void anAcceptorPromisesAndTellsWhatItHasAccepted() {
        Node s = follower(1, "a@1", "-", "b@1");
        assertEquals(
                new Step<>(s.withBallot(2), Set.of(new Promise(N1, N2, 2, log("-", "b@1")))),
                receive(s, new Prepare(N2, N1, 2, 2)),
                "from slot 2 on, with the hole");
        assertEquals(
                Set.of(new Promise(N1, N2, 2, List.of())),
                receive(s, new Prepare(N2, N1, 2, 7)).messages(),
                "of slot 7 and those after it there is nothing to tell");
    }

    @Test
    void aRepeatedPrepareIsAnsweredWithTheSamePromise() {
        Step<Node, Message> once = receive(follower(1, "a@1"), new Prepare(N2, N1, 2, 1));
        assertEquals(once, receive(once.state(), new Prepare(N2, N1, 2, 1)), "the first answer may have been lost");
    }

    @Test
    void aPrepareOfALowerBallotIsRefused() {
        for (Node s : List.of(follower(4), candidate(4), leader(4))) {
            assertEquals(
                    new Step<>(s, Set.of(new Refusal(N1, N2, 4))),
                    receive(s, new Prepare(N2, N1, 2, 1)),
                    "section 2.5: it should inform the proposer, who can then abandon its proposal");
        }
    }

    @Test
    void whoLearnsOfAHigherBallotLeadsNoMore() {
        for (Node s : List.of(candidate(1), request(leader(1), A))) {
            for (Message m : List.of(
                    new Prepare(N2, N1, 5, 1),
                    new Accept(N2, N1, 5, 1, B),
                    new Commit(N2, N1, 5, 0, 0),
                    new Refusal(N2, N1, 5))) {
                Node next = receive(s, m).state();
                assertEquals(follower(5).withLog(next.log()), next, () -> "a follower in ballot 5 after " + m);
            }
        }
    }

    @Test
    void answersOfOtherBallotsAreIgnored() {
        for (Node s : List.of(follower(4), candidate(4), request(leader(4), A))) {
            for (Message m : messages(1)) {
                if (m instanceof Promise || m instanceof Accepted || m instanceof CatchUp || m instanceof Refusal) {
                    assertEquals(Step.to(s), receive(s, m), () -> m + " is for what n1 did in ballot 1");
                }
            }
        }
    }

    // PMS, section 2.2, phase 2a; section 3: what a new leader proposes

    @Test
    void aCandidateLeadsWithThePromisesOfAMajority() {
        MultiPaxos five = new MultiPaxos(Set.of(N1, N2, N3, new NodeId("n4"), new NodeId("n5")));
        Node s = five.step(follower(0), new Event.Timeout(N1)).state();
        Event promise = new Event.Receive(N1, new Promise(N2, N1, 1, List.of()));
        Node once = five.step(s, promise).state();
        assertEquals(Set.of(N1, N2), once.promises(), "two of five");
        assertEquals(Step.to(once), five.step(once, promise), "a promise that arrives twice counts once");
        Event third = new Event.Receive(N1, new Promise(N3, N1, 1, List.of()));
        assertEquals(Role.LEADER, five.step(once, third).state().role(), "three of five");
    }

    @Test
    void aNewLeaderProposesTheCommandOfTheHighestBallot() {
        Node told = receive(candidate(7, "a@1", "b@4"), new Promise(N2, N1, 7, log("b@3", "a@2")))
                .state();
        assertEquals(log("b@7", "b@7"), told.log(), "in slot 1 what n2 told of, in slot 2 its own, each in ballot 7");
        assertEquals(List.of(Set.of(N1), Set.of(N1)), told.acks(), "which it accepts itself");
    }

    @Test
    void theLeaderOfPaxosMadeSimpleFillsItsGaps() {
        // Section 3: it knows commands 1-134, 138 and 139; phase 1 tells of proposals in 135 and 140 only.
        List<Proposal> known = new ArrayList<>(Collections.nCopies(134, proposal("a@1")));
        known.addAll(log("-", "-", "-", "d@1", "e@1"));
        Node s = new Node(1, Snapshot.NONE, known, Role.FOLLOWER, Set.of(), List.of(), List.of(), 134, Reading.NONE);
        Node leader = receive(candidate(s), new Promise(N2, N1, 4, log("x@2", "-", "-", "-", "-", "y@3")))
                .state();
        assertEquals(
                log("x@4", "NoOp@4", "NoOp@4", "d@4", "e@4", "y@4"),
                leader.log().subList(134, leader.log().size()),
                "135 and 140 with the commands told of, 136 and 137 with no-ops");
        assertEquals(proposal("a@1"), leader.log().get(133), "what is known to be chosen stays as it is");
        Node next = request(leader, B);
        assertEquals(141, next.log().size(), "the next command that a client requests is command 141");
        assertEquals(proposal("b@4"), next.log().get(140), "in the same ballot, without another phase 1");
    }

    @Test
    void aPromiseThatComesLateChangesNothing() {
        Node s = request(leader(1), A);
        assertEquals(Step.to(s), receive(s, new Promise(N3, N1, 1, List.of())), "a leader does not begin to lead anew");
    }

    @Test
    void aLeaderNeedNotWaitForOneCommandBeforeItProposesTheNext() {
        Node s = request(request(leader(1), A), B);
        assertEquals(
                Set.of(new Accept(N1, N2, 1, 2, B)),
                THREE.step(s, new Event.SendAccept(N1, N2, 2)).messages(),
                "slot 2, while nobody has accepted slot 1");
    }

    // PMS, section 2.2, phase 2b

    @Test
    void anAcceptorAcceptsUnlessItHasPromisedAHigherBallot() {
        assertEquals(
                new Step<>(follower(2, "a@1", "b@2"), Set.of(new Accepted(N1, N2, 2, 2))),
                receive(follower(2, "a@1"), new Accept(N2, N1, 2, 2, B)),
                "the ballot that it has promised");
        assertEquals(
                new Step<>(follower(5, "b@5"), Set.of(new Accepted(N1, N2, 5, 1))),
                receive(follower(2, "a@1"), new Accept(N2, N1, 5, 1, B)),
                "a higher one, which it thereby promises");
        assertEquals(
                new Step<>(follower(3, "a@1"), Set.of(new Refusal(N1, N2, 3))),
                receive(follower(3, "a@1"), new Accept(N2, N1, 2, 2, B)),
                "a lower one");
    }

    @Test
    void slotsAreAcceptedInAnyOrder() {
        Node s = receive(follower(2), new Accept(N2, N1, 2, 3, B)).state();
        assertEquals(log("-", "-", "b@2"), s.log(), "slot 3 before slots 1 and 2");
        assertEquals(
                log("a@2", "-", "b@2"),
                receive(s, new Accept(N2, N1, 2, 1, A)).state().log(),
                "slot 1 after it");
    }

    // What is chosen: PMS, section 2.3

    @Test
    void aCommandIsChosenWhenAMajorityHasAcceptedIt() {
        MultiPaxos five = new MultiPaxos(Set.of(N1, N2, N3, new NodeId("n4"), new NodeId("n5")));
        Node s = new Node(
                1, Snapshot.NONE, log("a@1"), Role.LEADER, Set.of(), List.of(), List.of(Set.of(N1)), 0, Reading.NONE);
        Event accepted = new Event.Receive(N1, new Accepted(N2, N1, 1, 1));
        Node two = five.step(five.step(s, accepted).state(), accepted).state();
        assertEquals(0, two.commitIndex(), "two of five, however often n2 says so");
        Node three = five.step(two, new Event.Receive(N1, new Accepted(N3, N1, 1, 1)))
                .state();
        assertEquals(1, three.commitIndex(), "three of five");
        assertEquals(List.of(), three.acks(), "and no more to count there");
        assertEquals(
                Step.to(three),
                five.step(three, new Event.Receive(N1, new Accepted(new NodeId("n4"), N1, 1, 1))),
                "a fourth changes nothing");
    }

    @Test
    void aCommandIsNotExecutedBeforeThoseThatPrecedeIt() {
        Node s = request(request(request(leader(1), A), B), A);
        Node later = receive(s, new Accepted(N2, N1, 1, 2)).state();
        assertEquals(0, later.commitIndex(), "slot 2 is chosen, slot 1 may not be");
        assertEquals(
                2,
                receive(later, new Accepted(N3, N1, 1, 1)).state().commitIndex(),
                "with slot 1, slot 2 counts as well");
    }

    @Test
    void aNodeAloneLeadsAndChoosesAtOnce() {
        MultiPaxos one = new MultiPaxos(Set.of(N1));
        Step<Node, Message> alone = one.step(follower(0), new Event.Timeout(N1));
        assertEquals(Set.of(), alone.messages(), "there is nobody to ask");
        Node s = one.step(alone.state(), new Event.ClientRequest(N1, A)).state();
        assertEquals(1, s.commitIndex(), "its own acceptance is the majority of one");
        Node restarted = one.step(s, new Event.Restart(N1)).state();
        Node again = one.step(restarted, new Event.Timeout(N1)).state();
        assertEquals(1, again.commitIndex(), "it has accepted its own proposals of before");
        assertEquals(log("a@2"), again.log(), "in its new ballot");
    }

    // Commit knowledge and catch-up: PML, section 5.1

    @Test
    void aFollowerLearnsWhatIsChosenOfWhatItHasFromThisLeader() {
        Node s = follower(2, "a@2", "b@2", "a@1");
        assertEquals(
                Step.to(s.withCommitIndex(1)),
                receive(s, new Commit(N2, N1, 2, 1, 0)),
                "what it has accepted in ballot 2 is what the leader has there");
        assertEquals(
                new Step<>(s.withCommitIndex(2), Set.of(new CatchUp(N1, N2, 2, 3))),
                receive(s, new Commit(N2, N1, 2, 3, 0)),
                "in slot 3 it has a proposal of ballot 1, and another may be chosen there");
        assertEquals(
                new Step<>(s.withCommitIndex(2), Set.of(new CatchUp(N1, N2, 2, 3))),
                receive(s, new Commit(N2, N1, 2, 9, 0)),
                "from slot 4 on it has nothing, but slot 3 comes first");
    }

    @Test
    void aFollowersCommitIndexDoesNotGoBack() {
        Node s = follower(2, "a@2", "b@2").withCommitIndex(2);
        assertEquals(Step.to(s), receive(s, new Commit(N2, N1, 2, 1, 0)), "an old heartbeat");
        assertEquals(Step.to(s.withBallot(3)), receive(s, new Commit(N3, N1, 3, 0, 0)), "a new leader knows less");
        assertEquals(2, receive(s, new Prepare(N3, N1, 3, 1)).state().commitIndex(), "nor does a new ballot");
        assertEquals(2, candidate(s).commitIndex(), "nor one of its own");
    }

    @Test
    void aLeaderTellsWhatIsChosenAndNoMore() {
        Node s = receive(request(request(leader(1), A), B), new Accepted(N2, N1, 1, 1))
                .state();
        assertEquals(
                Set.of(new Commit(N1, N3, 1, 1, 0)),
                THREE.step(s, new Event.SendCommit(N1, N3)).messages(),
                "slot 2 is not chosen");
    }

    @Test
    void aReplicaThatLagsIsSentWhatIsChosen() {
        Node s = new Node(
                4,
                Snapshot.NONE,
                log("a@1", "b@2", "a@4", "b@4"),
                Role.LEADER,
                Set.of(),
                List.of(),
                List.of(Set.of(N1)),
                3,
                Reading.NONE);
        assertEquals(
                new Step<>(s, Set.of(new Accept(N1, N3, 4, 2, B), new Accept(N1, N3, 4, 3, A))),
                receive(s, new CatchUp(N3, N1, 4, 2)),
                "slots 2 and 3, in the leader's ballot, whatever the one in which it learned of them");
        assertEquals(Step.to(s), receive(s, new CatchUp(N3, N1, 4, 4)), "slot 4 is not chosen, and on its way anyway");
    }

    @Test
    void aReplicaThatWasAwayCatchesUpInTwoHeartbeats() {
        Node leader = new Node(
                2, Snapshot.NONE, log("a@1", "b@2"), Role.LEADER, Set.of(), List.of(), List.of(), 2, Reading.NONE);
        Node s = follower(1);
        Step<Node, Message> first = receive(s, new Commit(N2, N1, 2, 2, 0));
        Message ask = first.messages().iterator().next();
        s = first.state();
        for (Message m : THREE.step(leader, new Event.Receive(N2, ask)).messages()) {
            s = receive(s, m).state();
        }
        assertEquals(
                Step.to(follower(2, "a@2", "b@2").withCommitIndex(2)),
                receive(s, new Commit(N2, N1, 2, 2, 0)),
                "the first heartbeat lets it ask, the second lets it know");
    }

    // PML, section 5.5: snapshots

    @Test
    void aSnapshotStandsForWhatIsAppliedAndTheLogGoesOn() {
        Node s = follower(2, "a@1", "b@2", "a@2").withCommitIndex(2);
        assertEquals(
                Step.to(compacted(2, List.of(A, B), "a@2")),
                THREE.step(s, new Event.Compact(N1, 2)),
                "slots 1 and 2 are applied; slot 3 is open, and stays");
        assertEquals(
                compacted(2, List.of(A), "b@2", "a@2").withCommitIndex(2),
                THREE.step(s, new Event.Compact(N1, 1)).state(),
                "one may keep more than one must");
        assertEquals(Step.to(s), THREE.step(s, new Event.Compact(N1, 3)), "slot 3 is not known to be chosen");
    }

    @Test
    void aSnapshotMayHoldFewerCommandsThatLeadToTheSameState() {
        MultiPaxos latest = new MultiPaxos(
                Set.of(N1, N2, N3), 10, commands -> commands.subList(commands.size() - 1, commands.size()));
        Node s = latest.step(follower(2, "a@1", "b@2", "a@2").withCommitIndex(2), new Event.Compact(N1, 2))
                .state();
        assertEquals(new Snapshot(2, List.of(B)), s.snapshot(), "the last command says all");
        assertEquals(List.of(B, A), s.withCommitIndex(3).commands(3), "what applying slots 1 to 3 comes to");
        assertEquals(
                new Snapshot(3, List.of(A)),
                latest.step(s.withCommitIndex(3), new Event.Compact(N1, 3))
                        .state()
                        .snapshot(),
                "it goes on from the snapshot before");
    }

    @Test
    void whoHasCompactedASlotSendsItsSnapshotAndPromisesNothing() {
        Node s = compacted(1, List.of(A, B), "a@1");
        assertEquals(
                new Step<>(s.withBallot(2), Set.of(new InstallSnapshot(N1, N2, 2, snapshot(List.of(A, B))))),
                receive(s, new Prepare(N2, N1, 2, 2)),
                "slot 2 it cannot tell of");
        assertEquals(
                Set.of(new Promise(N1, N2, 2, log("a@1"))),
                receive(s, new Prepare(N2, N1, 2, 3)).messages(),
                "from slot 3 on it can");
        assertEquals(
                Set.of(new Promise(N1, N2, 2, List.of())),
                receive(s, new Prepare(N2, N1, 2, 4)).messages(),
                "of slot 4 there is nothing to tell");
    }

    @Test
    void aCandidateThatIsSentASnapshotBeginsAgain() {
        Node s = candidate(4, "a@1");
        Node behind = receive(s, new InstallSnapshot(N2, N1, 4, snapshot(List.of(A, B))))
                .state();
        assertEquals(compacted(4, List.of(A, B)), behind, "a follower that knows slots 1 and 2");
        assertEquals(Step.to(behind), receive(behind, new Promise(N3, N1, 4, List.of())), "its ballot is over");
        assertEquals(
                Set.of(new Prepare(N1, N2, 7, 3), new Prepare(N1, N3, 7, 3)),
                THREE.step(behind, new Event.Timeout(N1)).messages(),
                "it asks for slot 3 and those after it");
    }

    @Test
    void aLeaderNeedsNoSnapshotThatItWasToHaveBefore() {
        Node s = leader(4, "a@1");
        assertEquals(
                Step.to(s),
                receive(s, new InstallSnapshot(N3, N1, 4, snapshot(List.of(A, B)))),
                "others have promised, and told it what it may propose");
    }

    @Test
    void aReplicaThatLagsFarIsSentTheSnapshotAndTheSlotsAfterIt() {
        Node s = new Node(
                4,
                snapshot(List.of(A, B)),
                log("a@4", "b@4"),
                Role.LEADER,
                Set.of(),
                List.of(),
                List.of(Set.of(N1)),
                3,
                Reading.NONE);
        Message snapshot = new InstallSnapshot(N1, N3, 4, snapshot(List.of(A, B)));
        assertEquals(
                new Step<>(s, Set.of(snapshot, new Accept(N1, N3, 4, 3, A))),
                receive(s, new CatchUp(N3, N1, 4, 2)),
                "slot 2 is compacted, slot 3 is not");
        assertEquals(
                Set.of(new Accept(N1, N3, 4, 3, A)),
                receive(s, new CatchUp(N3, N1, 4, 3)).messages(),
                "who needs no snapshot gets none");
        assertEquals(
                Step.to(compacted(2, List.of(A, B))),
                receive(follower(2), new InstallSnapshot(N2, N1, 2, snapshot(List.of(A, B)))),
                "it knows what is chosen there");
    }

    @Test
    void aSnapshotReplacesNothingThatIsNewer() {
        Node s = follower(2, "a@2", "b@2").withCommitIndex(2);
        for (List<Command> known : List.of(List.of(A), List.of(A, B))) {
            assertEquals(Step.to(s), receive(s, new InstallSnapshot(N2, N1, 2, snapshot(known))), "it knows as much");
        }
        Node compacted = compacted(2, List.of(A, B));
        assertEquals(
                Step.to(compacted),
                receive(compacted, new InstallSnapshot(N2, N1, 2, snapshot(List.of(A)))),
                "or more");
        assertEquals(
                Set.of(new Refusal(N1, N2, 2)),
                receive(s, new InstallSnapshot(N2, N1, 1, snapshot(List.of(A)))).messages(),
                "of a ballot that is over");
    }

    @Test
    void whatWasAcceptedAfterASnapshotIsKept() {
        assertEquals(
                Step.to(compacted(2, List.of(A), "b@1", "a@2")),
                receive(follower(1, "-", "b@1", "a@2"), new InstallSnapshot(N2, N1, 2, snapshot(List.of(A)))),
                "slots 2 and 3 may be chosen by its word");
    }

    @Test
    void aProposalForACompactedSlotIsAccepted() {
        Node s = compacted(2, List.of(A), "b@2");
        assertEquals(
                new Step<>(s, Set.of(new Accepted(N1, N2, 2, 1))),
                receive(s, new Accept(N2, N1, 2, 1, A)),
                "it has the same command, since that was chosen");
        assertEquals(
                new Step<>(compacted(2, List.of(A), "b@2", "-", "a@2"), Set.of(new Accepted(N1, N2, 2, 4))),
                receive(s, new Accept(N2, N1, 2, 4, A)),
                "the others in their places");
    }

    @Test
    void aNewLeaderGoesOnAfterItsSnapshot() {
        Node candidate = candidate(compacted(1, List.of(A, B), "-", "b@1"));
        Node s = receive(candidate, new Promise(N2, N1, 4, log("a@2"))).state();
        assertEquals(log("a@4", "b@4"), s.log(), "slots 3 and 4");
        assertEquals(
                Set.of(new Accept(N1, N2, 4, 4, B)),
                THREE.step(s, new Event.SendAccept(N1, N2, 4)).messages(),
                "by their numbers");
    }

    @Test
    void aRestartKeepsTheSnapshotAndWhatItTellsOf() {
        Node s = compacted(2, List.of(A), "b@2").withCommitIndex(2);
        assertEquals(
                Step.to(compacted(2, List.of(A), "b@2")),
                THREE.step(s, new Event.Restart(N1)),
                "slot 2 it does not know to be chosen any more, slot 1 it does");
    }

    // PMMC, section 4.5; Ongaro (2014), section 6.4: reads that take no slot

    @Test
    void aReadIsConfirmedByAQuorumThatWasAskedAfterItBegan() {
        Node s = read(leader(1));
        assertEquals(0, s.reading().confirmed(), "nobody has answered");
        assertEquals(
                Set.of(new Commit(N1, N2, 1, 0, 1)),
                THREE.step(s, new Event.SendCommit(N1, N2)).messages(),
                "the heartbeat asks");
        Step<Node, Message> answer = receive(follower(2), new Commit(N2, N1, 2, 0, 1));
        assertEquals(follower(2), answer.state(), "who is asked remembers nothing");
        assertEquals(Set.of(new CommitReply(N1, N2, 2, 1)), answer.messages(), "it has promised no higher ballot");
        assertEquals(
                1,
                receive(s, new CommitReply(N3, N1, 1, 1)).state().reading().confirmed(),
                "with n3, n1 is a majority");
    }

    @Test
    void aHeartbeatWithoutReadsIsNotAnswered() {
        assertEquals(Step.to(follower(2)), receive(follower(2), new Commit(N2, N1, 2, 0, 0)), "nobody waits for it");
    }

    @Test
    void whoHasPromisedAnotherBallotDoesNotConfirm() {
        assertEquals(
                Set.of(new Refusal(N1, N2, 3)),
                receive(follower(3), new Commit(N2, N1, 2, 0, 1)).messages(),
                "n2 may not know what n3 has committed");
        Node deposed = receive(read(leader(1)), new Refusal(N2, N1, 3)).state();
        assertEquals(Reading.NONE, deposed.reading(), "and n1 leads no more");
        assertEquals(Step.to(deposed), receive(deposed, new CommitReply(N3, N1, 1, 1)), "whoever answers late");
    }

    @Test
    void anAnswerCountsForItsRoundAndThoseBeforeIt() {
        Node s = read(read(leader(1)));
        Node early = receive(s, new CommitReply(N2, N1, 1, 1)).state();
        assertEquals(1, early.reading().confirmed(), "it was asked when the first read had begun");
        Node both = receive(s, new CommitReply(N2, N1, 1, 2)).state();
        assertEquals(2, both.reading().confirmed(), "the second, and so the first");
        assertEquals(Step.to(both), receive(both, new CommitReply(N2, N1, 1, 1)), "an answer that comes late");
    }

    @Test
    void aNewLeaderAnswersReadsWhenItKnowsWhatItsPredecessorsHaveCommitted() {
        Node s = read(leader(4, "a@1"));
        Node asked = receive(s, new CommitReply(N2, N1, 4, 1)).state();
        assertEquals(
                0, asked.reading().confirmed(), "slot 1 may have been committed in ballot 1, and it does not know");
        Node knows = receive(asked, new Accepted(N2, N1, 4, 1)).state();
        assertEquals(1, knows.reading().confirmed(), "now it does");
        Node next = read(request(knows, B));
        assertEquals(
                2,
                receive(next, new CommitReply(N3, N1, 4, 2)).state().reading().confirmed(),
                "what is open since then, nobody else has committed");
    }

    @Test
    void aReadOfANodeAloneIsConfirmedAtOnce() {
        MultiPaxos one = new MultiPaxos(Set.of(N1));
        Node s = one.step(follower(0), new Event.Timeout(N1)).state();
        assertEquals(1, one.step(s, new Event.ReadIndex(N1)).state().reading().confirmed(), "it is a majority of one");
    }

    @Test
    void readsAreForgottenInARestart() {
        assertEquals(
                Step.to(follower(1)),
                THREE.step(read(leader(1)), new Event.Restart(N1)),
                "who leads no more answers none");
    }

    // PTP, section 3.1: what is written in indelible ink

    @Test
    void aRestartKeepsBallotAndLogAndNothingElse() {
        Node s = receive(request(request(leader(1), A), B), new Accepted(N2, N1, 1, 1))
                .state();
        assertEquals(1, s.commitIndex(), "slot 1 is chosen");
        assertEquals(
                Step.to(follower(1, "a@1", "b@1")),
                THREE.step(s, new Event.Restart(N1)),
                "what it has promised and accepted is on disk; the rest starts anew");
        assertEquals(
                Step.to(follower(4, "a@1")),
                THREE.step(candidate(4, "a@1"), new Event.Restart(N1)),
                "who was a candidate does not count promises any more");
    }

    @Test
    void aPromiseIsRememberedAcrossARestart() {
        Node promised = receive(follower(1), new Prepare(N3, N1, 3, 1)).state();
        Node restarted = THREE.step(promised, new Event.Restart(N1)).state();
        assertEquals(
                Set.of(new Refusal(N1, N2, 3)),
                receive(restarted, new Accept(N2, N1, 2, 1, A)).messages(),
                "it has promised n3 to accept nothing in ballot 2");
    }

    @Test
    void theNoOpIsChosenLikeAnyCommand() {
        Node s = receive(candidate(4, "-", "a@1"), new Promise(N2, N1, 4, List.of()))
                .state();
        for (int slot : IntStream.rangeClosed(1, 2).toArray()) {
            s = receive(s, new Accepted(N2, N1, 4, slot)).state();
        }
        assertEquals(
                List.of(NO_OP, A),
                s.log().stream()
                        .map(p -> p.command().orElse(new Command("nothing")))
                        .toList(),
                "a gap, and what follows it");
        assertEquals(2, s.commitIndex(), "both are chosen");
    }
}
