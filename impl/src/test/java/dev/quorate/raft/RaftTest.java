package dev.quorate.raft;

import static dev.quorate.raft.Given.C;
import static dev.quorate.raft.Given.N1;
import static dev.quorate.raft.Given.N2;
import static dev.quorate.raft.Given.N3;
import static dev.quorate.raft.Given.RAFT;
import static dev.quorate.raft.Given.candidate;
import static dev.quorate.raft.Given.entries;
import static dev.quorate.raft.Given.follower;
import static dev.quorate.raft.Given.granted;
import static dev.quorate.raft.Given.leader;
import static dev.quorate.raft.Given.messages;
import static dev.quorate.raft.Given.receive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.raft.Message.AppendEntries;
import dev.quorate.raft.Message.AppendEntriesReply;
import dev.quorate.raft.Message.RequestVote;
import dev.quorate.raft.Message.RequestVoteReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sentences of the Raft paper (extended version), in its order, as far as a pure step can be asked for them. */
class RaftTest {
    // §5.1: terms

    @Test
    void whoSeesAHigherTermIsAFollowerInIt() {
        for (Node s : List.of(follower(2, 1), candidate(2, 1), leader(2, 1))) {
            for (Message m : messages(3)) {
                Node next = receive(s, m).state();
                assertEquals(3, next.currentTerm(), () -> s + " has received " + m + " and should be in its term");
                assertEquals(Role.FOLLOWER, next.role(), () -> s + " has received " + m + " of a higher term");
            }
        }
        assertEquals(
                Optional.empty(),
                receive(candidate(2), new RequestVoteReply(N2, N1, 3, false))
                        .state()
                        .votedFor(),
                "the vote was given in the term before: in the new one there is none yet");
    }

    @Test
    void aRequestOfAnOlderTermIsRefusedWithTheNewerOne() {
        for (Node s : List.of(follower(3, 1), candidate(3, 1), leader(3, 1))) {
            assertEquals(
                    new Step<>(s, Set.of(new RequestVoteReply(N1, N2, 3, false))),
                    receive(s, new RequestVote(N2, N1, 2, 9, 2)),
                    "a candidate of an older term gets no vote, but learns the term");
            assertEquals(
                    new Step<>(s, Set.of(new AppendEntriesReply(N1, N2, 3, false, 0))),
                    receive(s, new AppendEntries(N2, N1, 2, 0, 0, entries(2), 1)),
                    "a leader of an older term changes nothing, but learns the term");
        }
    }

    @Test
    void aReplyOfAnOlderTermIsIgnored() {
        assertEquals(
                Step.to(candidate(3)),
                receive(candidate(3), new RequestVoteReply(N2, N1, 2, true)),
                "a vote of an earlier term does not count in this one");
        assertEquals(
                Step.to(leader(3, 1, 3)),
                receive(leader(3, 1, 3), new AppendEntriesReply(N2, N1, 2, true, 2)),
                "what a follower held in an earlier term it may have lost since");
    }

    // §5.2: leader election

    @Test
    void aNodeStartsAsAFollower() {
        assertEquals(follower(0), RAFT.initial(N1), "the first term, no vote, an empty log");
    }

    @Test
    void aCandidateVotesForItselfInANewTermAndAsksTheOthers() {
        Step<Node, Message> step = RAFT.step(follower(1, 1), new Event.Timeout(N1));
        assertEquals(
                new Node(2, Optional.of(N1), entries(1), Role.CANDIDATE, Set.of(N1), Map.of(), Map.of(), 0),
                step.state(),
                "a follower that times out stands in the next term, with its own vote");
        assertEquals(
                Set.of(new RequestVote(N1, N2, 2, 1, 1), new RequestVote(N1, N3, 2, 1, 1)),
                step.messages(),
                "each peer is asked, and told how far the candidate's log goes");
    }

    @Test
    void aCandidateWithTheVotesOfAMajorityLeads() {
        Node s = receive(candidate(2, 1, 1), new RequestVoteReply(N2, N1, 2, true))
                .state();
        assertEquals(Role.LEADER, s.role(), "two votes of three are a majority");
        assertEquals(Map.of(N2, 3, N3, 3), s.nextIndex(), "§5.3: the index just after the last one in its log");
        assertEquals(Map.of(N2, 0, N3, 0), s.matchIndex(), "it knows of no follower's log");
    }

    @Test
    void aCandidateWithLessThanAMajorityOfTheWholeClusterDoesNotLead() {
        Cluster five = new Cluster(5);
        assertEquals(List.of(2), five.elect(1, 2), "who was asked has voted");
        assertEquals(Role.CANDIDATE, five.node(1).role(), "two votes of five, though all that answered said yes");
        Cluster four = new Cluster(4);
        four.elect(1, 2);
        assertEquals(Role.CANDIDATE, four.node(1).role(), "two votes of four: another could have two as well");
        four.elect(1, 2, 3);
        assertEquals(Role.LEADER, four.node(1).role(), "three votes of four");
    }

    @Test
    void aVoteThatIsRefusedDoesNotCount() {
        assertEquals(
                Step.to(candidate(1)),
                receive(candidate(1), new RequestVoteReply(N2, N1, 1, false)),
                "a candidate with its own vote and a refusal waits for the third");
    }

    @Test
    void aVoteThatArrivesTwiceCountsOnce() {
        Raft five = new Raft(Set.of(N1, N2, N3, new NodeId("n4"), new NodeId("n5")));
        Event vote = new Event.Receive(N1, new RequestVoteReply(N2, N1, 1, true));
        Node once = five.step(candidate(1), vote).state();
        assertEquals(Set.of(N1, N2), once.votesGranted(), "the vote of n2 and its own");
        assertEquals(Step.to(once), five.step(once, vote), "the same vote again does not make a third of five");
    }

    @Test
    void aVoteThatComesAfterTheElectionChangesNothing() {
        Node s = RAFT.step(leader(1), new Event.ClientRequest(N1, C)).state();
        assertEquals(
                Step.to(s), receive(s, new RequestVoteReply(N3, N1, 1, true)), "a leader does not start to lead anew");
        assertEquals(
                Step.to(follower(1)),
                receive(follower(1), new RequestVoteReply(N3, N1, 1, true)),
                "who has given up does not count votes");
    }

    @Test
    void aNodeVotesForOneCandidateInATerm() {
        Node voted = receive(follower(1), new RequestVote(N2, N1, 1, 0, 0)).state();
        assertEquals(Optional.of(N2), voted.votedFor(), "first come, first served");
        assertTrue(granted(receive(voted, new RequestVote(N2, N1, 1, 0, 0))), "asked again, it says the same");
        assertFalse(granted(receive(voted, new RequestVote(N3, N1, 1, 0, 0))), "another one comes too late");
        assertFalse(granted(receive(candidate(1), new RequestVote(N3, N1, 1, 0, 0))), "a candidate chose itself");
        assertTrue(granted(receive(voted, new RequestVote(N3, N1, 2, 0, 0))), "in a new term it has a new vote");
    }

    @Test
    void aVoteThatIsRefusedIsStillToBeGiven() {
        Node s = receive(follower(1, 1), new RequestVote(N2, N1, 2, 0, 0)).state();
        assertEquals(Optional.empty(), s.votedFor(), "n2's log is too short for the vote of n1");
        assertTrue(granted(receive(s, new RequestVote(N3, N1, 2, 1, 1))), "so n3 may have it, in the same term");
    }

    @Test
    void aCandidateThatHearsOfALeaderOfItsTermIsAFollower() {
        assertEquals(
                new Node(1, Optional.of(N1), List.of(), Role.FOLLOWER, Set.of(), Map.of(), Map.of(), 0),
                receive(candidate(1), new AppendEntries(N2, N1, 1, 0, 0, List.of(), 0))
                        .state(),
                "the other has won; its own vote in the term stays given");
        assertEquals(
                Role.FOLLOWER,
                receive(candidate(1), new AppendEntries(N2, N1, 1, 1, 1, List.of(), 0))
                        .state()
                        .role(),
                "even if its log is not what the leader supposes");
    }

    @Test
    void aSplitVoteIsFollowedByAnElectionInANewTerm() {
        Cluster four = new Cluster(4);
        four.elect(1, 2);
        four.elect(3, 4);
        assertEquals(List.of(), four.elect(1), "n1 asks again, and its requests are lost");
        assertEquals(Role.CANDIDATE, four.node(1).role(), "votes of the split term do not count in the next");
        assertEquals(Set.of(N1), four.node(1).votesGranted(), "only its own");
        assertEquals(List.of(2, 4), four.elect(1, 2, 4), "those who voted for n3 two terms ago may vote again");
        assertEquals(Role.LEADER, four.node(1).role(), "three votes of four in term 3");
    }

    @Test
    void aNodeAloneLeadsAndCommitsAtOnce() {
        Cluster alone = new Cluster(1);
        alone.elect(1);
        assertEquals(Role.LEADER, alone.node(1).role(), "its own vote is the majority of one");
        alone.request(1);
        assertEquals(1, alone.node(1).commitIndex(), "its own copy is on the majority of one");
    }

    // §5.3: log replication

    @Test
    void aLeaderAppendsARequestAndSendsItToAFollower() {
        Node s = RAFT.step(leader(2, 1), new Event.ClientRequest(N1, C)).state();
        assertEquals(entries(1, 2), s.log(), "a new entry of the leader's term, at the end");
        assertEquals(
                new Step<>(s, Set.of(new AppendEntries(N1, N2, 2, 1, 1, entries(2), 0))),
                RAFT.step(s, new Event.SendAppendEntries(N1, N2)),
                "what follows nextIndex - 1, with the index and the term of the entry there");
    }

    @Test
    void aLeaderWithNothingToSendSendsAHeartbeat() {
        assertEquals(
                Set.of(new AppendEntries(N1, N2, 2, 1, 1, List.of(), 0)),
                RAFT.step(leader(2, 1), new Event.SendAppendEntries(N1, N2)).messages(),
                "an AppendEntries that carries no entries");
    }

    @Test
    void anEntryIsCommittedWhenAMajorityHoldsIt() {
        Cluster five = new Cluster(5);
        five.elect(1, 2, 3);
        five.request(1);
        five.replicate(1, 2);
        five.replicate(1, 2);
        assertEquals(0, five.node(1).commitIndex(), "n1 and n2 hold it: two of five, however often n2 says so");
        five.replicate(1, 3);
        assertEquals(1, five.node(1).commitIndex(), "n1, n2 and n3 hold it: three of five");
    }

    @Test
    void aFollowerLearnsWhatIsCommittedFromTheNextMessage() {
        Cluster three = new Cluster(3);
        three.elect(1, 2);
        three.request(1);
        three.replicate(1, 2);
        assertEquals(0, three.node(2).commitIndex(), "n2 holds the entry, and does not know that this is enough");
        three.replicate(1, 2);
        assertEquals(1, three.node(2).commitIndex(), "the leader's commitIndex came with the heartbeat");
    }

    @Test
    void aFollowerRefusesWhatDoesNotFollowItsLog() {
        assertEquals(
                new Step<>(follower(3, 1), Set.of(new AppendEntriesReply(N1, N2, 3, false, 1))),
                receive(follower(3, 1), new AppendEntries(N2, N1, 3, 5, 2, entries(3), 6)),
                "no entry at index 5: the logs agree at most up to the end of this one, 1");
        assertEquals(
                new Step<>(follower(3, 1), Set.of(new AppendEntriesReply(N1, N2, 3, false, 1))),
                receive(follower(3, 1), new AppendEntries(N2, N1, 3, 2, 1, entries(3), 3)),
                "no entry at index 2, just after the last one");
        assertEquals(
                new Step<>(follower(3, 1, 1), Set.of(new AppendEntriesReply(N1, N2, 3, false, 1))),
                receive(follower(3, 1, 1), new AppendEntries(N2, N1, 3, 2, 2, entries(3), 3)),
                "an entry at index 2, of another term: the logs agree at most up to 1");
    }

    @Test
    void aFollowerAppendsWhatItLacks() {
        assertEquals(
                new Step<>(follower(3, 1, 1, 3, 3), Set.of(new AppendEntriesReply(N1, N2, 3, true, 4))),
                receive(follower(3, 1, 1), new AppendEntries(N2, N1, 3, 1, 1, entries(1, 3, 3), 0)),
                "one entry it had, two are new: now they agree up to 4");
    }

    @Test
    void aConflictingEntryGoesWithAllThatFollowIt() {
        AppendEntries m = new AppendEntries(N2, N1, 3, 1, 1, entries(3), 0);
        assertEquals(
                entries(1, 3),
                receive(follower(3, 1, 2, 2), m).state().log(),
                "index 2 is of term 3 and not of 2, so index 3 cannot stay either");
    }

    @Test
    void aStaleAppendEntriesDoesNotTruncate() {
        AppendEntries m = new AppendEntries(N2, N1, 1, 0, 0, entries(1), 0);
        assertEquals(
                new Step<>(follower(1, 1, 1, 1), Set.of(new AppendEntriesReply(N1, N2, 1, true, 1))),
                receive(follower(1, 1, 1, 1), m),
                "what follows may have been acknowledged since; this message speaks for index 1 only");
        AppendEntries heartbeat = new AppendEntries(N2, N1, 1, 1, 1, List.of(), 0);
        assertEquals(
                entries(1, 1, 1),
                receive(follower(1, 1, 1, 1), heartbeat).state().log(),
                "nor does a heartbeat take anything away");
    }

    @Test
    void aFollowerCommitsNoFurtherThanTheEntriesItWasSent() {
        AppendEntries m = new AppendEntries(N2, N1, 2, 0, 0, entries(1), 3);
        assertEquals(
                1,
                receive(follower(2, 1, 1, 1), m).state().commitIndex(),
                "the leader's commitIndex is 3, but up to 1 only are the logs known to agree");
        assertEquals(
                1,
                receive(follower(2), new AppendEntries(N2, N1, 2, 0, 0, entries(1, 1), 1))
                        .state()
                        .commitIndex(),
                "the leader has sent two, and holds one as committed");
    }

    @Test
    void aFollowersCommitIndexDoesNotGoBack() {
        Node s = follower(1, 1, 1, 1).withCommitIndex(2);
        assertEquals(
                2,
                receive(s, new AppendEntries(N2, N1, 1, 0, 0, entries(1), 1))
                        .state()
                        .commitIndex(),
                "an old message knew of one committed entry");
        assertEquals(
                2,
                receive(s, new RequestVote(N2, N1, 2, 3, 1)).state().commitIndex(),
                "a new term takes back nothing that is committed");
        assertEquals(2, RAFT.step(s, new Event.Timeout(N1)).state().commitIndex(), "nor does an election");
    }

    @Test
    void aLeaderBacksUpWhereAFollowerRefuses() {
        Node s = receive(leader(3, 1, 1, 2), new AppendEntriesReply(N2, N1, 3, false, 1))
                .state();
        assertEquals(Map.of(N2, 2, N3, 4), s.nextIndex(), "n2 agrees at most up to 1, so index 2 is to send next");
        assertEquals(Map.of(N2, 0, N3, 0), s.matchIndex(), "a refusal does not say that the logs agree");
    }

    @Test
    void anAnswerThatComesLateTakesBackNothing() {
        Node s = receive(leader(3, 1, 1, 2), new AppendEntriesReply(N2, N1, 3, true, 2))
                .state();
        assertEquals(Map.of(N2, 3, N3, 4), s.nextIndex(), "n2 agrees up to 2");
        assertEquals(Map.of(N2, 2, N3, 0), s.matchIndex(), "n2 agrees up to 2");
        assertEquals(
                Step.to(s),
                receive(s, new AppendEntriesReply(N2, N1, 3, false, 0)),
                "n2 refused something before, and agrees up to 2 since");
        assertEquals(
                Step.to(s),
                receive(s, new AppendEntriesReply(N2, N1, 3, true, 1)),
                "n2 agreed up to 1 before, and up to 2 since");
    }

    @Test
    void aRefusalDoesNotMoveALeaderForward() {
        Node backed = receive(leader(3, 1, 1, 2), new AppendEntriesReply(N2, N1, 3, false, 0))
                .state();
        assertEquals(
                Step.to(backed),
                receive(backed, new AppendEntriesReply(N2, N1, 3, false, 2)),
                "an earlier refusal allowed more than the one that came before it");
    }

    @Test
    void aLeaderBringsTheLogsOfFigure7ToItsOwn() {
        Cluster seven = new Cluster(7);
        seven.set(1, follower(7, 1, 1, 1, 4, 4, 5, 5, 6, 6, 6));
        seven.set(2, follower(6, 1, 1, 1, 4, 4, 5, 5, 6, 6)); // a
        seven.set(3, follower(4, 1, 1, 1, 4)); // b
        seven.set(4, follower(6, 1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6)); // c
        seven.set(5, follower(7, 1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7)); // d
        seven.set(6, follower(4, 1, 1, 1, 4, 4, 4, 4)); // e
        seven.set(7, follower(3, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3)); // f
        assertEquals(List.of(2, 3, 6, 7), seven.elect(1, 2, 3, 4, 5, 6, 7), "c and d know more than the candidate");
        seven.request(1);
        seven.replicate(1, 2, 3, 4, 5, 6, 7);
        for (int p = 1; p <= 7; p++) {
            assertEquals(List.of(1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 8), seven.terms(p), "the leader's log, at n" + p);
        }
        assertEquals(11, seven.node(1).commitIndex(), "all hold it");
    }

    // §5.4: safety

    @Test
    void aVoterRefusesACandidateWhoseLogIsBehindItsOwn() {
        assertFalse(granted(receive(follower(2, 1, 2), new RequestVote(N2, N1, 3, 5, 1))), "an older last term");
        assertFalse(granted(receive(follower(2, 1, 1), new RequestVote(N2, N1, 3, 1, 1))), "a shorter log");
        assertTrue(granted(receive(follower(2, 1, 1), new RequestVote(N2, N1, 3, 2, 1))), "as good a log");
        assertTrue(granted(receive(follower(2, 1, 1), new RequestVote(N2, N1, 3, 3, 1))), "a longer log");
        assertTrue(granted(receive(follower(2, 1, 1), new RequestVote(N2, N1, 3, 1, 2))), "a newer last term");
    }

    @Test
    void aCandidateWithoutACommittedEntryIsNotElected() {
        Cluster five = new Cluster(5);
        five.elect(1, 2, 3);
        five.request(1);
        five.replicate(1, 2, 3);
        assertEquals(List.of(5), five.elect(4, 1, 2, 3, 5), "n1, n2 and n3 hold an entry that n4 lacks");
        assertEquals(Role.CANDIDATE, five.node(4).role(), "any majority has one of n1, n2 and n3 in it");
        assertEquals(List.of(4, 5), five.elect(3, 4, 5), "n3 holds it, and may lead");
    }

    @Test
    void aLeaderDoesNotCommitAnEntryOfAnOlderTermByCountingItsCopies() {
        Node s = receive(leader(3, 1), new AppendEntriesReply(N2, N1, 3, true, 1))
                .state();
        assertEquals(0, s.commitIndex(), "two of three hold index 1, but it is of term 1 and the leader of term 3");
        Node own = RAFT.step(s, new Event.ClientRequest(N1, C)).state();
        assertEquals(0, own.commitIndex(), "its own entry is on its own log only");
        assertEquals(
                2,
                receive(own, new AppendEntriesReply(N2, N1, 3, true, 2)).state().commitIndex(),
                "an entry of term 3 is on two of three, and all before it is committed with it");
    }

    @Test
    void inFigure8AnEntryOnAMajorityIsOverwrittenBecauseItWasNotCommitted() {
        Cluster five = untilFigure8c();
        five.elect(5);
        assertEquals(List.of(2, 3, 4), five.elect(5, 2, 3, 4), "(d): n5's last entry is of term 3, theirs of term 2");
        five.replicate(5, 1, 2, 3, 4);
        for (int p = 1; p <= 5; p++) {
            assertEquals(List.of(1, 3), five.terms(p), "(d): the log of n5, at n" + p);
        }
    }

    @Test
    void inFigure8AnEntryOfTheLeadersTermOnAMajorityCannotBeOverwritten() {
        Cluster five = untilFigure8c();
        five.replicate(1, 2, 3);
        assertEquals(3, five.node(1).commitIndex(), "(e): index 3 is of n1's term, and on n1, n2 and n3");
        five.elect(5);
        assertEquals(List.of(4), five.elect(5, 1, 2, 3, 4), "(e): n5 cannot win any more");
    }

    /** Index 2 of term 2 is on n1, n2 and n3; n1 leads in term 4 and has appended index 3. */
    private static Cluster untilFigure8c() {
        Cluster five = new Cluster(5);
        for (int p = 1; p <= 5; p++) {
            five.set(p, follower(1, 1));
        }
        five.elect(1, 2, 3);
        five.request(1);
        five.replicate(1, 2); // (a): n1 leads in term 2
        five.restart(1);
        five.elect(5); // in term 2, where n5 would not win
        five.elect(5, 3, 4);
        five.request(5); // (b): n5 leads in term 3
        five.restart(5);
        five.elect(1);
        five.elect(1, 2, 3);
        five.replicate(1, 3); // (c): n1 leads in term 4
        assertEquals(List.of(1, 2), five.terms(3), "(c): index 2 is on n1, n2 and n3");
        assertEquals(List.of(1, 3), five.terms(5), "(c): n5 has another index 2");
        assertEquals(0, five.node(1).commitIndex(), "(c): and yet not committed, as n1 leads in term 4");
        five.request(1);
        return five;
    }

    // Figure 2, persistent state; §5.5: crashes

    @Test
    void aRestartKeepsTermVoteAndLogAndNothingElse() {
        Node s = receive(leader(2, 2), new AppendEntriesReply(N2, N1, 2, true, 1))
                .state();
        assertEquals(1, s.commitIndex(), "an entry of the leader's term is on two of three");
        assertEquals(
                Step.to(new Node(2, Optional.of(N1), entries(2), Role.FOLLOWER, Set.of(), Map.of(), Map.of(), 0)),
                RAFT.step(s, new Event.Restart(N1)),
                "term, vote and log are on disk; the rest starts anew");
    }

    @Test
    void aVoteIsRememberedAcrossARestart() {
        Node voted = receive(follower(1), new RequestVote(N2, N1, 2, 0, 0)).state();
        Node restarted = RAFT.step(voted, new Event.Restart(N1)).state();
        assertFalse(granted(receive(restarted, new RequestVote(N3, N1, 2, 0, 0))), "its vote in term 2 went to n2");
        assertTrue(granted(receive(restarted, new RequestVote(N2, N1, 2, 0, 0))), "and n2 may ask for it again");
    }

    @Test
    void aRequestThatArrivesTwiceIsAnsweredTwiceAndDoneOnce() {
        for (Message m :
                List.of(new RequestVote(N2, N1, 2, 2, 1), new AppendEntries(N2, N1, 2, 1, 1, entries(2, 2), 2))) {
            Step<Node, Message> once = receive(follower(1, 1, 1), m);
            assertEquals(once, receive(once.state(), m), () -> "§5.5: " + m + " has the same effect again");
        }
    }
}
