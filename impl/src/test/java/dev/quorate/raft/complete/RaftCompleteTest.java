package dev.quorate.raft.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.raft.complete.Configuration.Membership;
import dev.quorate.raft.complete.Message.AppendEntries;
import dev.quorate.raft.complete.Message.AppendEntriesReply;
import dev.quorate.raft.complete.Message.InstallSnapshot;
import dev.quorate.raft.complete.Message.PreVote;
import dev.quorate.raft.complete.Message.PreVoteReply;
import dev.quorate.raft.complete.Message.RequestVote;
import dev.quorate.raft.complete.Message.RequestVoteReply;
import dev.quorate.raft.complete.Message.TimeoutNow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sentences of Ongaro's thesis, in its order, as far as a pure step can be asked for them. */
class RaftCompleteTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final NodeId N4 = new NodeId("n4");
    private static final Command C = new Command("c");
    private static final Command D = new Command("d");
    private static final RaftComplete RAFT = new RaftComplete(Set.of(N1, N2, N3), 2, 3);

    private static Step<Node, Message> receive(Node s, Message m) {
        return RAFT.step(s, new Event.Receive(m.to(), m));
    }

    private static Node happens(Node s, Event event) {
        return RAFT.step(s, event).state();
    }

    /** n1, elected in term 1 by n2, with only its no-op in the log. */
    private static Node elected() {
        Node asked = happens(RAFT.initial(N1), new Event.Timeout(N1));
        Node candidate = receive(asked, new PreVoteReply(N2, N1, 0, true)).state();
        return receive(candidate, new RequestVoteReply(N2, N1, 1, true)).state();
    }

    /** The same, and n2 has acknowledged the no-op. */
    private static Node established() {
        return receive(elected(), new AppendEntriesReply(N2, N1, 1, true, 1, 0)).state();
    }

    private static Set<NodeId> receivers(Step<Node, Message> step) {
        return step.messages().stream().map(Message::to).collect(Collectors.toSet());
    }

    // Section 3.10: leadership transfer

    @Test
    void theTransfereeIsToldOnceItHasTheWholeLog() {
        Node s = happens(established(), new Event.ClientRequest(N1, C));
        Step<Node, Message> transfer = RAFT.step(s, new Event.TransferLeadership(N1, N2));
        assertEquals(Set.of(), transfer.messages(), "n2 lacks the last entry");
        assertEquals(
                Set.of(new TimeoutNow(N1, N2, 1)),
                receive(transfer.state(), new AppendEntriesReply(N2, N1, 1, true, 2, 0))
                        .messages());
        assertEquals(
                Set.of(new TimeoutNow(N1, N2, 1)),
                RAFT.step(established(), new Event.TransferLeadership(N1, N2)).messages(),
                "at once if it lacks nothing");
    }

    @Test
    void whileItTransfersALeaderTakesNoRequests() {
        Node s = happens(established(), new Event.TransferLeadership(N1, N3));
        assertEquals(Step.to(s), RAFT.step(s, new Event.ClientRequest(N1, C)));
        Node aborted = happens(s, new Event.AbortTransfer(N1));
        assertEquals(2, happens(aborted, new Event.ClientRequest(N1, C)).log().lastIndex(), "and then it does again");
    }

    @Test
    void whoIsToldToTimeOutStandsAtOnceAndSaysThatTheLeaderWantsIt() {
        Node follower = receive(RAFT.initial(N2), new AppendEntries(N1, N2, 1, 0, 0, List.of(), 0, 0))
                .state();
        Step<Node, Message> step = receive(follower, new TimeoutNow(N1, N2, 1));
        assertEquals(Role.CANDIDATE, step.state().role());
        assertEquals(
                Set.of(new RequestVote(N2, N1, 2, 0, 0, true), new RequestVote(N2, N3, 2, 0, 0, true)),
                step.messages());
        assertEquals(Step.to(step.state()), receive(step.state(), new TimeoutNow(N1, N2, 1)), "of an older term");
    }

    // Section 4.1: changes of the cluster

    @Test
    void aConfigurationIsInForceFromWhenItIsInTheLog() {
        Node s = happens(established(), new Event.ChangeMembership(N1, N4, Membership.VOTER));
        assertEquals(Set.of(N2, N3, N4), s.leading().nextIndex().keySet());
        assertEquals(1, s.commitIndex(), "two of four are no quorum");
        Node two = receive(s, new AppendEntriesReply(N2, N1, 1, true, 2, 0)).state();
        assertEquals(1, two.commitIndex(), "n1 and n2 of four");
        assertEquals(
                2,
                receive(two, new AppendEntriesReply(N4, N1, 1, true, 2, 0))
                        .state()
                        .commitIndex());
    }

    @Test
    void oneChangeAtATimeAndNoneBeforeAnEntryOfTheLeadersOwnIsCommitted() {
        Event change = new Event.ChangeMembership(N1, N4, Membership.VOTER);
        assertEquals(Step.to(elected()), RAFT.step(elected(), change), "the bug of 2015");
        Node changing = happens(established(), change);
        Event other = new Event.ChangeMembership(N1, N3, Membership.REMOVED);
        assertEquals(Step.to(changing), RAFT.step(changing, other), "the first is not committed yet");
        assertEquals(
                Step.to(established()),
                RAFT.step(established(), new Event.ChangeMembership(N1, N2, Membership.VOTER)),
                "no change at all");
    }

    @Test
    void aLearnerGetsTheLogAndCountsInNoQuorum() {
        Node s = happens(established(), new Event.ChangeMembership(N1, N4, Membership.LEARNER));
        assertEquals(Set.of(N2, N3, N4), s.leading().nextIndex().keySet());
        assertEquals(
                1,
                receive(s, new AppendEntriesReply(N4, N1, 1, true, 2, 0))
                        .state()
                        .commitIndex());
        assertEquals(
                2,
                receive(s, new AppendEntriesReply(N3, N1, 1, true, 2, 0))
                        .state()
                        .commitIndex());
    }

    @Test
    void aNodeVotesThoughItsLogSaysThatItIsNoVoter() {
        RaftComplete others = new RaftComplete(Set.of(N1, N2, N3), 2, 3);
        Step<Node, Message> step =
                others.step(others.initial(N4), new Event.Receive(N4, new RequestVote(N1, N4, 1, 0, 0, false)));
        assertEquals(Set.of(new RequestVoteReply(N4, N1, 1, true)), step.messages());
        assertEquals(Step.to(others.initial(N4)), others.step(others.initial(N4), new Event.Timeout(N4)), "nor stands");
    }

    // Section 4.2: removed leaders, and removed nodes

    @Test
    void aLeaderThatIsRemovedStepsDownOnceThatIsCommittedAndDoesNotCountItself() {
        Node s = happens(established(), new Event.ChangeMembership(N1, N1, Membership.REMOVED));
        assertEquals(Role.LEADER, s.role(), "it manages the cluster still");
        Node one = receive(s, new AppendEntriesReply(N2, N1, 1, true, 2, 0)).state();
        assertEquals(1, one.commitIndex(), "n2 alone is no quorum of n2 and n3");
        Node both = receive(one, new AppendEntriesReply(N3, N1, 1, true, 2, 0)).state();
        assertEquals(2, both.commitIndex());
        assertEquals(Role.FOLLOWER, both.role());
    }

    @Test
    void whoIsInContactWithALeaderDisregardsCandidates() {
        Node follower = receive(RAFT.initial(N2), new AppendEntries(N1, N2, 1, 0, 0, List.of(), 0, 0))
                .state();
        assertEquals(
                Step.to(follower), receive(follower, new RequestVote(N3, N2, 2, 9, 9, false)), "not even the term");
        assertEquals(
                2,
                receive(follower, new RequestVote(N3, N2, 2, 9, 9, true))
                        .state()
                        .currentTerm());
        Node alone = happens(follower, new Event.Timeout(N2));
        assertEquals(
                2,
                receive(alone, new RequestVote(N3, N2, 2, 9, 9, false)).state().currentTerm());
        Node leader = established();
        assertEquals(Step.to(leader), receive(leader, new RequestVote(N3, N1, 2, 9, 9, false)), "nor does the leader");
    }

    // Chapter 5: compaction

    @Test
    void aSnapshotStandsForWhatIsCommitted() {
        Node s = happens(happens(established(), new Event.ClientRequest(N1, C)), new Event.ClientRequest(N1, D));
        assertEquals(Step.to(s), RAFT.step(s, new Event.Compact(N1, 2)), "not committed");
        Node committed =
                receive(s, new AppendEntriesReply(N2, N1, 1, true, 2, 0)).state();
        Log log = happens(committed, new Event.Compact(N1, 2)).log();
        assertEquals(new Snapshot(2, 1, List.of(C), new Configuration(Set.of(N1, N2, N3), Set.of())), log.snapshot());
        assertEquals(List.of(new Entry.Client(1, D)), log.entries());
        assertEquals(3, log.lastIndex(), "indices do not shift");
    }

    @Test
    void whoLacksWhatIsCompactedGetsTheSnapshot() {
        Node s = happens(established(), new Event.Compact(N1, 1));
        Node refused =
                receive(s, new AppendEntriesReply(N3, N1, 1, false, 0, 0)).state();
        Step<Node, Message> sent = RAFT.step(refused, new Event.SendAppendEntries(N1, N3));
        assertEquals(Set.of(new InstallSnapshot(N1, N3, 1, s.log().snapshot(), 0)), sent.messages());
        assertEquals(2, sent.state().leading().nextIndex().get(N3), "and then what follows it");
    }

    @Test
    void aSnapshotReplacesALogThatDiffersAndKeepsWhatFollowsOneThatDoesNot() {
        Configuration all = new Configuration(Set.of(N1, N2, N3), Set.of());
        Snapshot snapshot = new Snapshot(2, 1, List.of(C), all);
        Snapshot nothing = RAFT.initial(N2).log().snapshot();
        Log same = new Log(nothing, List.of(new Entry.NoOp(1), new Entry.Client(1, C), new Entry.Client(1, D)));
        assertEquals(List.of(new Entry.Client(1, D)), same.installed(snapshot).entries());
        Log other = new Log(nothing, List.of(new Entry.NoOp(1), new Entry.NoOp(2), new Entry.Client(2, D)));
        assertEquals(List.of(), other.installed(snapshot).entries());
        Log shorter = new Log(nothing, List.of(new Entry.NoOp(1)));
        assertEquals(new Log(snapshot, List.of()), shorter.installed(snapshot));
    }

    @Test
    void aLateSnapshotChangesNothingAndIsAcknowledged() {
        Configuration all = new Configuration(Set.of(N1, N2, N3), Set.of());
        InstallSnapshot early = new InstallSnapshot(N1, N2, 1, new Snapshot(1, 1, List.of(), all), 7);
        InstallSnapshot later = new InstallSnapshot(N1, N2, 1, new Snapshot(2, 1, List.of(C), all), 8);
        Node s = receive(RAFT.initial(N2), later).state();
        assertEquals(2, s.commitIndex());
        Step<Node, Message> step = receive(s, early);
        assertEquals(new Step<>(s, Set.of(new AppendEntriesReply(N2, N1, 1, true, 1, 7))), step);
        assertEquals(2, happens(s, new Event.Restart(N2)).commitIndex(), "a restart keeps what the snapshot covers");
    }

    @Test
    void aSnapshotMayHoldFewerCommandsThatComeToTheSame() {
        RaftComplete condensing =
                new RaftComplete(Set.of(N1), 2, 3, commands -> commands.subList(commands.size() - 1, commands.size()));
        Node leader =
                condensing.step(condensing.initial(N1), new Event.Timeout(N1)).state();
        Node s = leader;
        for (Command command : List.of(C, D)) {
            s = condensing.step(s, new Event.ClientRequest(N1, command)).state();
        }
        Node compacted = condensing.step(s, new Event.Compact(N1, 3)).state();
        assertEquals(List.of(D), compacted.log().snapshot().state());
    }

    @Test
    void whatIsCompactedIsNotTakenFromALateMessage() {
        Configuration all = new Configuration(Set.of(N1, N2, N3), Set.of());
        Node s = receive(RAFT.initial(N2), new InstallSnapshot(N1, N2, 1, new Snapshot(2, 1, List.of(C), all), 0))
                .state();
        Message late = new AppendEntries(
                N1, N2, 1, 0, 0, List.of(new Entry.NoOp(1), new Entry.Client(1, C), new Entry.Client(1, D)), 0, 0);
        Step<Node, Message> step = receive(s, late);
        assertEquals(List.of(new Entry.Client(1, D)), step.state().log().entries());
        assertEquals(Set.of(new AppendEntriesReply(N2, N1, 1, true, 3, 0)), step.messages());
    }

    // Section 6.2: a leader that is cut off

    @Test
    void aLeaderThatHearsFromNoQuorumStepsDown() {
        Node heard = established();
        Node looked = happens(heard, new Event.CheckQuorum(N1));
        assertEquals(Role.LEADER, looked.role(), "n2 has answered");
        Node again = happens(looked, new Event.CheckQuorum(N1));
        assertEquals(Role.FOLLOWER, again.role(), "nobody has since");
        assertEquals(1, again.currentTerm());
        assertEquals(Optional.empty(), again.leader());
    }

    // Section 6.4: reads

    @Test
    void aReadWaitsForAnEntryOfTheTermAndForAQuorumThatWasAskedAfterIt() {
        assertEquals(Step.to(elected()), RAFT.step(elected(), new Event.ReadIndex(N1)), "nothing is committed yet");
        Node reading = happens(established(), new Event.ReadIndex(N1));
        assertEquals(1, reading.leading().round());
        Node late =
                receive(reading, new AppendEntriesReply(N2, N1, 1, true, 1, 0)).state();
        assertEquals(0, late.leading().confirmed(), "that was sent before");
        Node asked =
                receive(reading, new AppendEntriesReply(N3, N1, 1, false, 0, 1)).state();
        assertEquals(1, asked.leading().confirmed(), "who refuses entries follows still");
    }

    @Test
    void aLeaseEndsInTimeAndByATransfer() {
        Node confirmed = receive(
                        happens(established(), new Event.ReadIndex(N1)), new AppendEntriesReply(N2, N1, 1, true, 1, 1))
                .state();
        assertTrue(confirmed.holdsLease());
        assertFalse(happens(confirmed, new Event.LeaseExpires(N1)).holdsLease(), "in time");
        Node transfers = happens(confirmed, new Event.TransferLeadership(N1, N2));
        assertFalse(transfers.holdsLease(), "n2 may lead at any time now");
        assertFalse(happens(transfers, new Event.AbortTransfer(N1)).holdsLease(), "it may still");
        Node changed = happens(confirmed, new Event.ChangeMembership(N1, N4, Membership.VOTER));
        assertFalse(changed.holdsLease(), "other nodes count now");
        assertFalse(RAFT.initial(N1).holdsLease(), "a follower has none");
    }

    // Section 9.6: PreVote

    @Test
    void aNodeThatHearsNothingAsksBeforeItStands() {
        Step<Node, Message> step = RAFT.step(RAFT.initial(N1), new Event.Timeout(N1));
        assertEquals(Role.PRE_CANDIDATE, step.state().role());
        assertEquals(0, step.state().currentTerm(), "its term stays as it is");
        assertEquals(Set.of(N2, N3), receivers(step));
        Step<Node, Message> stands = receive(step.state(), new PreVoteReply(N3, N1, 0, true));
        assertEquals(Role.CANDIDATE, stands.state().role());
        assertEquals(1, stands.state().currentTerm());
    }

    @Test
    void aGrantOfAPreVoteChangesNothing() {
        Node s = RAFT.initial(N2);
        PreVote question = new PreVote(N1, N2, 3, 0, 0);
        assertEquals(new Step<>(s, Set.of(new PreVoteReply(N2, N1, 3, true))), receive(s, question));
        assertEquals(
                Set.of(new PreVoteReply(N2, N1, 0, true)),
                receive(s, new PreVote(N1, N2, 0, 0, 0)).messages(),
                "nor is it a vote: another gets one, too");
    }

    @Test
    void aPreVoteIsRefusedByWhoIsInContactOrAheadOrInALaterTerm() {
        Node follower = receive(RAFT.initial(N2), new AppendEntries(N1, N2, 1, 0, 0, List.of(), 0, 0))
                .state();
        assertEquals(
                Set.of(new PreVoteReply(N2, N3, 1, false)),
                receive(follower, new PreVote(N3, N2, 5, 9, 9)).messages());
        Node alone = happens(follower, new Event.Timeout(N2));
        assertEquals(
                Set.of(new PreVoteReply(N2, N3, 1, false)),
                receive(alone, new PreVote(N3, N2, 0, 9, 9)).messages(),
                "in an earlier term");
        assertEquals(
                3,
                receive(alone, new PreVoteReply(N3, N2, 3, false)).state().currentTerm(),
                "and who is refused learns the term");
    }

    // Section 10.2: batches and pipelining

    @Test
    void batchesGoOneAfterTheOtherWithoutAnAnswerAsFarAsTheWindowLets() {
        Node s = established();
        for (int i = 0; i < 5; i++) {
            s = happens(s, new Event.ClientRequest(N1, C));
        }
        Event send = new Event.SendAppendEntries(N1, N2);
        int[] sizes = new int[3];
        for (int i = 0; i < sizes.length; i++) {
            Step<Node, Message> step = RAFT.step(s, send);
            sizes[i] = ((AppendEntries) step.messages().iterator().next())
                    .entries()
                    .size();
            s = step.state();
        }
        assertEquals(List.of(2, 1, 0), List.of(sizes[0], sizes[1], sizes[2]), "a batch of two, a window of three");
        Node answered =
                receive(s, new AppendEntriesReply(N2, N1, 1, true, 3, 0)).state();
        assertEquals(5, answered.leading().nextIndex().get(N2), "an answer does not call back what is on its way");
        Node refused = receive(answered, new AppendEntriesReply(N2, N1, 1, false, 3, 0))
                .state();
        assertEquals(4, refused.leading().nextIndex().get(N2), "a refusal does");
    }

    @Test
    void aClusterNeedsAVoterABatchAndAWindow() {
        assertThrows(IllegalArgumentException.class, () -> new RaftComplete(Set.of(), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new RaftComplete(Set.of(N1), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RaftComplete(Set.of(N1), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Event.Receive(N1, new TimeoutNow(N1, N2, 1)));
    }
}
