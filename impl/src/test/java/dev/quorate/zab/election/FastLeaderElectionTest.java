package dev.quorate.zab.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.election.Message.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Medeiros's section 3.3 and ZooKeeper say of an election, as far as a pure step can be asked for it. */
class FastLeaderElectionTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final NodeId N4 = new NodeId("n4");
    private static final NodeId N5 = new NodeId("n5");
    private static final Zxid SHORT = new Zxid(1, 1);
    private static final Zxid LONG = new Zxid(1, 2);
    private static final FastLeaderElection THREE = new FastLeaderElection(Set.of(N1, N2, N3));
    private static final FastLeaderElection FIVE = new FastLeaderElection(Set.of(N1, N2, N3, N4, N5));

    private static Vote vote(NodeId leader) {
        return new Vote(leader, 1, SHORT);
    }

    /** Server n after so many elections begun. */
    private static Node looking(NodeId n, int round) {
        Node s = THREE.initial(n);
        for (int i = 0; i < round; i++) {
            s = THREE.step(s, new Event.Restart(n)).state();
            s = THREE.step(s, new Event.LookForLeader(n, 1, SHORT)).state();
        }
        return s.withStand(round, vote(n), Set.of());
    }

    private static Step<Node, Message> receive(NodeId n, Node s, NodeId from, State state, int round, Vote vote) {
        return receive(THREE, n, s, from, state, round, vote);
    }

    private static Step<Node, Message> receive(
            FastLeaderElection election, NodeId n, Node s, NodeId from, State state, int round, Vote vote) {
        return election.step(s, new Event.Receive(n, new Notification(from, Set.of(n), state, round, vote)));
    }

    private static Notification said(NodeId from, Set<NodeId> to, State state, int round, Vote vote) {
        return new Notification(from, to, state, round, vote);
    }

    @Test
    void votesAreOrderedByEpochThenZxidThenId() {
        List<Vote> ascending = List.of(
                vote(N1),
                vote(N2),
                new Vote(N1, 1, LONG),
                new Vote(N2, 1, LONG),
                new Vote(N1, 2, SHORT),
                new Vote(N2, 2, SHORT));
        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                assertEquals(
                        Integer.compare(i, j),
                        Integer.signum(ascending.get(i).compareTo(ascending.get(j))),
                        ascending.get(i) + " and " + ascending.get(j));
            }
        }
        assertEquals(ascending, new ArrayList<>(ascending).stream().sorted().toList());
        assertFalse(vote(N2).isOfLaterHistoryThan(vote(N1)), "an id is no history");
        assertTrue(new Vote(N1, 2, SHORT).isOfLaterHistoryThan(new Vote(N2, 1, LONG)));
    }

    @Test
    void aServerVotesForItselfInANewRoundAndTellsAll() {
        Step<Node, Message> step = THREE.step(THREE.initial(N1), new Event.LookForLeader(N1, 1, SHORT));
        assertEquals(Set.of(said(N1, Set.of(N2, N3), State.LOOKING, 1, vote(N1))), step.messages());
        assertEquals(Step.to(step.state()), THREE.step(step.state(), new Event.LookForLeader(N1, 1, SHORT)), "once");
    }

    @Test
    void aServerThatHasNotBegunHearsNothing() {
        Node s = THREE.initial(N1);
        assertEquals(Step.to(s), receive(N1, s, N2, State.LOOKING, 1, vote(N2)));
        assertEquals(Step.to(s), THREE.step(s, new Event.SendNotification(N1)));
        assertEquals(Step.to(s), THREE.step(s, new Event.Decide(N1)));
    }

    @Test
    void aBetterVoteOfTheRoundIsTakenOverAndToldToAll() {
        Step<Node, Message> step = receive(N1, looking(N1, 1), N2, State.LOOKING, 1, vote(N2));
        assertEquals(Optional.of(vote(N2)), step.state().vote());
        assertEquals(Set.of(N2), step.state().supporters());
        assertEquals(Set.of(said(N1, Set.of(N2, N3), State.LOOKING, 1, vote(N2))), step.messages());
    }

    @Test
    void aWorseVoteChangesNothingButWhoSupports() {
        Node s = receive(N2, looking(N2, 1), N1, State.LOOKING, 1, vote(N2)).state();
        assertEquals(Set.of(N1), s.supporters());
        Step<Node, Message> step = receive(N2, s, N1, State.LOOKING, 1, vote(N1));
        assertEquals(looking(N2, 1), step.state(), "the latest that is heard of n1 counts");
        assertEquals(Set.of(), step.messages());
    }

    @Test
    void whoIsBehindCatchesUpWithTheBetterOfItsInitialVoteAndTheOneReceived() {
        Node s = receive(N2, looking(N2, 1), N3, State.LOOKING, 1, vote(N3)).state();
        Step<Node, Message> step = receive(N2, s, N1, State.LOOKING, 2, vote(N1));
        assertEquals(Optional.of(vote(N2)), step.state().vote(), "its own, not n3's of the round before");
        assertEquals(2, step.state().round());
        assertEquals(Set.of(), step.state().supporters());
        assertEquals(Set.of(said(N2, Set.of(N1, N3), State.LOOKING, 2, vote(N2))), step.messages());
        assertEquals(
                Optional.of(vote(N3)),
                receive(N2, s, N1, State.LOOKING, 2, vote(N3)).state().vote());
    }

    @Test
    void whoIsAheadTellsTheSenderAndCountsNothing() {
        Node s = looking(N1, 2);
        assertEquals(
                new Step<>(s, Set.of(said(N1, Set.of(N2), State.LOOKING, 2, vote(N1)))),
                receive(N1, s, N2, State.LOOKING, 1, vote(N2)));
    }

    @Test
    void withAQuorumForItsVoteAServerDecides() {
        Node alone = looking(N2, 1);
        assertEquals(Step.to(alone), THREE.step(alone, new Event.Decide(N2)), "one of three is no quorum");
        Node s = receive(N2, alone, N1, State.LOOKING, 1, vote(N2)).state();
        assertEquals(State.LEADING, THREE.step(s, new Event.Decide(N2)).state().state());
        Node other = receive(N1, looking(N1, 1), N2, State.LOOKING, 1, vote(N2)).state();
        Node follower = THREE.step(other, new Event.Decide(N1)).state();
        assertEquals(State.FOLLOWING, follower.state());
        assertEquals(Set.of(), follower.supporters(), "what was heard is of no more use");
    }

    @Test
    void whoLeadsTellsThoseWhoLook() {
        Node s = receive(N2, looking(N2, 1), N1, State.LOOKING, 1, vote(N2)).state();
        Node leader = THREE.step(s, new Event.Decide(N2)).state();
        assertEquals(
                new Step<>(leader, Set.of(said(N2, Set.of(N3), State.LEADING, 1, vote(N2)))),
                receive(N2, leader, N3, State.LOOKING, 4, vote(N3)));
        assertEquals(Step.to(leader), receive(N2, leader, N1, State.FOLLOWING, 1, vote(N2)));
    }

    @Test
    void aLateServerJoinsAQuorumAndItsRound() {
        Node s = receive(N3, looking(N3, 2), N1, State.FOLLOWING, 1, vote(N2)).state();
        assertEquals(State.LOOKING, s.state());
        s = receive(N3, s, N2, State.LEADING, 1, vote(N2)).state();
        assertEquals(State.FOLLOWING, s.state());
        assertEquals(1, s.round());
    }

    @Test
    void aQuorumWithoutItsLeaderIsNotJoined() {
        Node s = FIVE.step(FIVE.initial(N1), new Event.LookForLeader(N1, 1, SHORT))
                .state();
        for (NodeId follower : List.of(N2, N3, N4)) {
            s = receive(FIVE, N1, s, follower, State.FOLLOWING, 3, vote(N5)).state();
        }
        assertEquals(State.LOOKING, s.state(), "n5 may be gone");
        s = receive(FIVE, N1, s, N5, State.LEADING, 3, vote(N5)).state();
        assertEquals(State.FOLLOWING, s.state());
    }

    @Test
    void whomAQuorumFollowsLeadsIfItIsInThatRound() {
        Node s = receive(N3, looking(N3, 1), N1, State.FOLLOWING, 1, vote(N3)).state();
        assertEquals(
                State.LEADING,
                receive(N3, s, N2, State.FOLLOWING, 1, vote(N3)).state().state());
        Node later =
                receive(N3, looking(N3, 2), N1, State.FOLLOWING, 1, vote(N3)).state();
        assertEquals(
                State.LOOKING,
                receive(N3, later, N2, State.FOLLOWING, 1, vote(N3)).state().state());
    }

    @Test
    void aRestartForgetsEverything() {
        assertEquals(Step.to(THREE.initial(N1)), THREE.step(looking(N1, 3), new Event.Restart(N1)));
    }
}
