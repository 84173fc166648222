package dev.quorate.zab.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.broadcast.Message.Ack;
import dev.quorate.zab.broadcast.Message.AckEpoch;
import dev.quorate.zab.broadcast.Message.AckLeader;
import dev.quorate.zab.broadcast.Message.CEpoch;
import dev.quorate.zab.broadcast.Message.Commit;
import dev.quorate.zab.broadcast.Message.CommitLeader;
import dev.quorate.zab.broadcast.Message.Diff;
import dev.quorate.zab.broadcast.Message.NewEpoch;
import dev.quorate.zab.broadcast.Message.NewLeader;
import dev.quorate.zab.broadcast.Message.Ping;
import dev.quorate.zab.broadcast.Message.PingReply;
import dev.quorate.zab.broadcast.Message.Propose;
import dev.quorate.zab.broadcast.Message.Snap;
import dev.quorate.zab.broadcast.Message.Trunc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The sentences of "Zab: High-performance broadcast for primary-backup systems" (DSN 2011) about its phases, in the paper's
 * order, and what is ours where the paper leaves a choice.
 */
class ZabTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final NodeId OBSERVER = new NodeId("o1");

    private final Zab zab = new Zab(Set.of(N1, N2, N3), Set.of(), 2);
    private final Map<NodeId, Node> servers = new HashMap<>();
    private List<Message> sent = List.of();

    ZabTest() {
        List.of(N1, N2, N3).forEach(n -> servers.put(n, zab.initial(n)));
    }

    // Discovery.

    @Test
    void aFollowerSendsItsLastPromiseToTheProspectiveLeader() {
        servers.put(N2, onDisk(4, 3));
        happens(new Event.Elect(N2, N1));
        assertEquals(List.of(new CEpoch(N2, N1, 4)), sent, "CEPOCH(f.p)");
    }

    @Test
    void uponACepochOfAQuorumTheLeaderProposesAnEpochLaterThanAnyReceived() {
        servers.put(N1, onDisk(2, 2));
        happens(new Event.Elect(N1, N1));
        arrives(new CEpoch(N2, N1, 6));
        assertEquals(List.of(new NewEpoch(N1, N2, 7)), sent, "NEWEPOCH(e')");
        assertEquals(7, servers.get(N1).acceptedEpoch(), "the leader accepts its own epoch");
    }

    @Test
    void whoComesLaterIsInvitedToTheSameEpoch() {
        leadsDiscovery();
        arrives(new CEpoch(N3, N1, 0));
        assertEquals(List.of(new NewEpoch(N1, N3, 1)), sent, "NEWEPOCH to the one that came");
    }

    @Test
    void aFollowerAcknowledgesALaterEpochWithItsHistory() {
        servers.put(N2, onDisk(1, 1, txn(1, 1)));
        happens(new Event.Elect(N2, N1));
        arrives(new NewEpoch(N1, N2, 2));
        assertEquals(List.of(new AckEpoch(N2, N1, true, 1, history(txn(1, 1)))), sent, "ACK-E(f.a, h_f)");
        assertEquals(2, servers.get(N2).acceptedEpoch(), "the promise");
        assertEquals(1, servers.get(N2).currentEpoch(), "the epoch whose history it has");
    }

    @Test
    void aFollowerThatComesBackAnswersButIsNotCounted() {
        servers.put(N2, onDisk(2, 1, txn(1, 1)));
        happens(new Event.Elect(N2, N1));
        arrives(new NewEpoch(N1, N2, 2));
        assertEquals(List.of(new AckEpoch(N2, N1, false, 1, history(txn(1, 1)))), sent, "no promise is new");
    }

    @Test
    void aFollowerThatHasPromisedALaterEpochLooksForAnotherLeader() {
        servers.put(N2, onDisk(5, 1));
        happens(new Event.Elect(N2, N1));
        arrives(new NewEpoch(N1, N2, 3));
        assertEquals(Phase.ELECTION, servers.get(N2).phase(), "back to phase 0");
        assertEquals(5, servers.get(N2).acceptedEpoch(), "a promise is kept");
    }

    @Test
    void theLeaderTakesOverTheHistoryOfTheLatestEpochBeforeTheLongest() {
        servers.put(N1, onDisk(3, 1, txn(1, 1), txn(1, 2)));
        happens(new Event.Elect(N1, N1));
        arrives(new CEpoch(N2, N1, 3));
        arrives(new AckEpoch(N2, N1, true, 3, history(txn(1, 1))));
        assertEquals(history(txn(1, 1)), servers.get(N1).history(), "that of the later current epoch");
        assertEquals(4, servers.get(N1).currentEpoch(), "it has taken over the initial history of its epoch");
    }

    @Test
    void ofTwoHistoriesOfAnEpochTheOneWithTheLastZxidIsLater() {
        servers.put(N1, onDisk(1, 1, txn(1, 1)));
        happens(new Event.Elect(N1, N1));
        arrives(new CEpoch(N2, N1, 1));
        arrives(new AckEpoch(N2, N1, true, 1, history(txn(1, 1), txn(1, 2))));
        assertEquals(history(txn(1, 1), txn(1, 2)), servers.get(N1).history(), "the longer one");
    }

    @Test
    void whoHasNotPromisedTheEpochAnewMakesNoQuorum() {
        leadsDiscovery();
        arrives(new AckEpoch(N2, N1, false, 0, history()));
        assertEquals(Phase.DISCOVERY, servers.get(N1).phase(), "one promise of three");
    }

    // Synchronization.

    @Test
    void aFollowerThatLacksATransactionGetsIt() {
        assertEquals(List.of(new Diff(N1, N2, List.of(txn(1, 2))), new NewLeader(N1, N2, 2)), brings(txn(1, 1)));
    }

    @Test
    void aFollowerThatHasMoreIsToldWhereToCut() {
        assertEquals(
                List.of(new Trunc(N1, N2, new Zxid(1, 2), List.of()), new NewLeader(N1, N2, 2)),
                brings(txn(1, 1), txn(1, 2), txn(1, 3)));
    }

    @Test
    void aFollowerThatLacksTooMuchGetsAll() {
        Zab impatient = new Zab(Set.of(N1, N2, N3), Set.of(), 1);
        assertEquals(
                List.of(new Snap(N1, N2, history(txn(1, 1), txn(1, 2))), new NewLeader(N1, N2, 2)),
                brings(impatient, history()));
    }

    @Test
    void aFollowerAcknowledgesTheNewLeaderWhenItHasTheHistoryOnDisk() {
        servers.put(N2, onDisk(1, 1, txn(1, 1), txn(1, 2)));
        happens(new Event.Elect(N2, N1));
        arrives(new NewEpoch(N1, N2, 2));
        arrives(new Trunc(N1, N2, new Zxid(1, 1), List.of()));
        assertEquals(history(txn(1, 1), txn(1, 2)), servers.get(N2).history(), "nothing changes on disk before");
        assertEquals(1, servers.get(N2).currentEpoch(), "nor the epoch");
        arrives(new NewLeader(N1, N2, 2));
        assertEquals(history(txn(1, 1)), servers.get(N2).history(), "what follows is gone");
        assertEquals(2, servers.get(N2).currentEpoch(), "f.a");
        assertEquals(List.of(new AckLeader(N2, N1, new Zxid(1, 1))), sent, "ACK-LD");
    }

    @Test
    void uponAcknowledgementsOfAQuorumTheLeaderDeliversTheInitialHistory() {
        servers.put(N1, onDisk(1, 1, txn(1, 1)));
        isEstablished();
        assertEquals(1, servers.get(N1).lastCommitted(), "delivered");
        assertEquals(List.of(new CommitLeader(N1, N2, new Zxid(1, 1))), sent, "COMMIT-LD");
    }

    @Test
    void aFollowerDeliversWhenItIsToldTo() {
        follows();
        assertEquals(Phase.BROADCAST, servers.get(N2).phase(), "phase 3");
    }

    // Broadcast.

    @Test
    void noRequestIsTakenBeforeTheLeaderIsEstablished() {
        leadsDiscovery();
        happens(new Event.ClientRequest(N1, new Command("c")));
        assertEquals(List.of(), sent, "no proposal");
        assertEquals(history(), servers.get(N1).history(), "nothing on disk");
    }

    @Test
    void theLeaderProposesInIncreasingOrderOfZxid() {
        isEstablished();
        happens(new Event.ClientRequest(N1, new Command("c")));
        assertEquals(List.of(new Propose(N1, N2, txn(1, 1))), sent, "the first of the epoch");
        happens(new Event.ClientRequest(N1, new Command("c")));
        assertEquals(List.of(new Propose(N1, N2, txn(1, 2))), sent, "the next");
    }

    @Test
    void whoIsStillSynchronizingGetsProposals() {
        isEstablished();
        arrives(new CEpoch(N3, N1, 0));
        arrives(new AckEpoch(N3, N1, true, 0, history()));
        happens(new Event.ClientRequest(N1, new Command("c")));
        assertTrue(sent.contains(new Propose(N1, N3, txn(1, 1))), () -> "a proposal to n3 in " + sent);
    }

    @Test
    void theLeaderCommitsWhatAQuorumHasAcknowledged() {
        isEstablished();
        happens(new Event.ClientRequest(N1, new Command("c")));
        assertEquals(0, servers.get(N1).lastCommitted(), "not yet");
        arrives(new Ack(N2, N1, new Zxid(1, 1)));
        assertEquals(1, servers.get(N1).lastCommitted(), "delivered");
        assertEquals(List.of(new Commit(N1, N2, new Zxid(1, 1))), sent, "COMMIT");
    }

    @Test
    void aFollowerAcknowledgesAProposalAndDeliversUponCommit() {
        follows();
        arrives(new Propose(N1, N2, txn(1, 1)));
        assertEquals(List.of(new Ack(N2, N1, new Zxid(1, 1))), sent, "ACK");
        assertEquals(0, servers.get(N2).lastCommitted(), "not delivered before COMMIT");
        arrives(new Commit(N1, N2, new Zxid(1, 1)));
        assertEquals(1, servers.get(N2).lastCommitted(), "delivered");
    }

    @Test
    void whoComesLateIsToldHowFarToDeliverByThen() {
        isEstablished();
        arrives(new CEpoch(N3, N1, 0));
        arrives(new AckEpoch(N3, N1, true, 0, history()));
        happens(new Event.ClientRequest(N1, new Command("c")));
        arrives(new Ack(N2, N1, new Zxid(1, 1)));
        assertEquals(List.of(new Commit(N1, N2, new Zxid(1, 1))), sent, "n3 has not acknowledged the new leader");
        arrives(new AckLeader(N3, N1, Zxid.NONE));
        assertEquals(List.of(new CommitLeader(N1, N3, new Zxid(1, 1))), sent, "all that is delivered by then");
    }

    // Snapshots.

    @Test
    void aSnapshotIsOfWhatHasBeenDelivered() {
        servers.put(N1, onDisk(1, 1, txn(1, 1), txn(1, 2)));
        isEstablished();
        happens(new Event.ClientRequest(N1, new Command("c")));
        happens(new Event.Compact(N1, 3));
        assertEquals(0, servers.get(N1).history().snapshot().lastIndex(), "no quorum has the third");
        happens(new Event.Compact(N1, 2));
        assertEquals(
                new History(
                        new Snapshot(2, new Zxid(1, 2), List.of(new Command("c"), new Command("c"))),
                        List.of(txn(2, 1))),
                servers.get(N1).history(),
                "what it stands for, and what follows");
        happens(new Event.Compact(N1, 1));
        assertEquals(2, servers.get(N1).history().snapshot().lastIndex(), "no snapshot goes back");
    }

    @Test
    void aSnapshotMayHoldLessThanAllCommands() {
        Zab terse = new Zab(Set.of(N1, N2, N3), Set.of(), 2, commands -> List.of(new Command("sum")));
        Node s = onDisk(1, 1, txn(1, 1), txn(1, 2)).withLastCommitted(2);
        Node t = terse.step(s, new Event.Compact(N1, 2)).state();
        assertEquals(
                new Snapshot(2, new Zxid(1, 2), List.of(new Command("sum"))),
                t.history().snapshot());
        assertEquals(2, t.history().length(), "two transactions, however they are told");
    }

    @Test
    void aRestartKeepsTheSnapshotAndWhatItStandsForIsDelivered() {
        servers.put(N1, compacted(1));
        happens(new Event.Restart(N1));
        assertEquals(compacted(1), servers.get(N1), "the snapshot is on disk");
        assertEquals(1, servers.get(N1).lastCommitted(), "what it stands for needs no delivery");
    }

    @Test
    void aFollowerThatLacksWhatIsCompactedGetsTheSnapshot() {
        assertEquals(
                List.of(new Snap(N1, N2, compacted(1).history()), new NewLeader(N1, N2, 2)),
                brings(zab, compacted(1), history()));
    }

    @Test
    void aFollowerThatHasWhatIsCompactedGetsWhatFollows() {
        assertEquals(
                List.of(new Diff(N1, N2, List.of(txn(1, 2))), new NewLeader(N1, N2, 2)),
                brings(zab, compacted(1), history(txn(1, 1))));
        assertEquals(
                List.of(new Trunc(N1, N2, new Zxid(1, 2), List.of()), new NewLeader(N1, N2, 2)),
                brings(zab, compacted(2), history(txn(1, 1), txn(1, 2), txn(1, 3))));
    }

    @Test
    void whatASnapshotStandsForIsDeliveredWhenTheEpochIsAdopted() {
        happens(new Event.Elect(N2, N1));
        arrives(new NewEpoch(N1, N2, 2));
        arrives(new Snap(N1, N2, compacted(1).history()));
        assertEquals(0, servers.get(N2).lastCommitted(), "nothing changes on disk before");
        arrives(new NewLeader(N1, N2, 2));
        assertEquals(compacted(1).history(), servers.get(N2).history(), "the snapshot, and what follows");
        assertEquals(1, servers.get(N2).lastCommitted(), "a quorum had it");
        assertEquals(List.of(new AckLeader(N2, N1, new Zxid(1, 2))), sent, "ACK-LD");
    }

    @Test
    void aHistoryThatIsCompactedIsAsLateAsItWas() {
        servers.put(N1, onDisk(1, 1, txn(1, 1)));
        happens(new Event.Elect(N1, N1));
        arrives(new CEpoch(N2, N1, 1));
        arrives(new AckEpoch(N2, N1, true, 1, compacted(2).history()));
        assertEquals(compacted(2).history(), servers.get(N1).history(), "the one with the last zxid");
        assertEquals(2, servers.get(N1).lastCommitted(), "what the snapshot stands for is delivered");
    }

    // Reads.

    @Test
    void aReadIsConfirmedWhenAQuorumHasAnsweredItsRound() {
        isEstablished();
        happens(new Event.ReadIndex(N1));
        assertEquals(List.of(new Ping(N1, N2, 1)), sent, "who follows is asked");
        assertEquals(0, servers.get(N1).confirmed(), "nobody has answered");
        arrives(new PingReply(N2, N1, 1));
        assertEquals(1, servers.get(N1).confirmed(), "two of three");
    }

    @Test
    void anAnswerToAnEarlierRoundConfirmsNoLaterOne() {
        isEstablished();
        happens(new Event.ReadIndex(N1));
        happens(new Event.ReadIndex(N1));
        arrives(new PingReply(N2, N1, 1));
        assertEquals(1, servers.get(N1).confirmed(), "the first of two");
        arrives(new PingReply(N2, N1, 2));
        assertEquals(2, servers.get(N1).confirmed(), "both");
    }

    @Test
    void whoFollowsAnswersAPing() {
        follows();
        Node before = servers.get(N2);
        arrives(new Ping(N1, N2, 3));
        assertEquals(List.of(new PingReply(N2, N1, 3)), sent, "it follows still");
        assertEquals(before, servers.get(N2), "nothing changes");
    }

    @Test
    void noReadIsBegunBeforeTheLeaderIsEstablished() {
        leadsDiscovery();
        happens(new Event.ReadIndex(N1));
        assertEquals(0, servers.get(N1).round(), "it has not delivered yet what earlier leaders have");
        assertEquals(List.of(), sent, "nobody is asked");
    }

    @Test
    void aLeaderThatGivesUpForgetsItsReads() {
        isEstablished();
        happens(new Event.ReadIndex(N1));
        arrives(new PingReply(N2, N1, 1));
        happens(new Event.Timeout(N1));
        assertEquals(onDisk(1, 1), servers.get(N1), "rounds are of an epoch");
    }

    // Crashes, breaks, observers.

    @Test
    void aRestartKeepsEpochsAndHistory() {
        servers.put(N1, onDisk(1, 1, txn(1, 1)));
        isEstablished();
        happens(new Event.Restart(N1));
        assertEquals(onDisk(2, 2, txn(1, 1)), servers.get(N1), "acceptedEpoch, currentEpoch and history");
    }

    @Test
    void aServerThatIsTiredOfWaitingKeepsWhatItHasDelivered() {
        servers.put(N1, onDisk(1, 1, txn(1, 1)));
        isEstablished();
        happens(new Event.Timeout(N1));
        assertEquals(onDisk(2, 2, txn(1, 1)).withLastCommitted(1), servers.get(N1), "it has not stopped");
    }

    @Test
    void noQuorumCountsAnObserver() {
        Zab withObserver = new Zab(Set.of(N1, N2, N3, OBSERVER), Set.of(OBSERVER), 2);
        Node leading = withObserver
                .step(withObserver.initial(N1), new Event.Elect(N1, N1))
                .state();
        Step<Node, Message> step = withObserver.step(leading, new Event.Receive(N1, new CEpoch(OBSERVER, N1, 0)));
        assertEquals(Set.of(), step.messages(), "no epoch is chosen");
        Node asking = step.state().withPhase(Phase.BROADCAST).withRound(1);
        assertEquals(
                0,
                withObserver
                        .step(asking, new Event.Receive(N1, new PingReply(OBSERVER, N1, 1)))
                        .state()
                        .confirmed(),
                "no read is confirmed");
        Node looking = withObserver.initial(N2);
        assertEquals(
                looking,
                withObserver.step(looking, new Event.Elect(N2, OBSERVER)).state(),
                "an observer never leads");
    }

    @Test
    void aServerAloneLeadsAtOnce() {
        Zab alone = new Zab(Set.of(N1), Set.of(), 2);
        Node s = alone.step(alone.initial(N1), new Event.Elect(N1, N1)).state();
        assertEquals(Phase.BROADCAST, s.phase(), "its own quorum");
        assertEquals(1, alone.step(s, new Event.ReadIndex(N1)).state().confirmed(), "confirmed at once");
        assertEquals(
                1,
                alone.step(s, new Event.ClientRequest(N1, new Command("c")))
                        .state()
                        .lastCommitted(),
                "delivered at once");
    }

    // Worlds in a line.

    private static Transaction txn(int epoch, int counter) {
        return new Transaction(new Zxid(epoch, counter), new Command("c"));
    }

    private static History history(Transaction... transactions) {
        return History.of(List.of(transactions));
    }

    /** A server that has just started with this on disk. */
    private static Node onDisk(int acceptedEpoch, int currentEpoch, Transaction... history) {
        return new Node(
                acceptedEpoch,
                currentEpoch,
                history(history),
                0,
                Phase.ELECTION,
                Optional.empty(),
                History.EMPTY,
                0,
                0,
                Map.of(),
                0,
                Map.of(),
                0);
    }

    /** The same, with two transactions, the first of which are compacted. */
    private static Node compacted(int index) {
        Node s = onDisk(1, 1, txn(1, 1), txn(1, 2));
        return s.withHistory(s.history().compacted(index, UnaryOperator.identity()))
                .withLastCommitted(index);
    }

    private void happens(Event event) {
        Step<Node, Message> step = zab.step(servers.get(event.node()), event);
        servers.put(event.node(), step.state());
        sent = new ArrayList<>(step.messages());
    }

    private void arrives(Message m) {
        happens(new Event.Receive(m.to(), m));
    }

    /** n1 has proposed epoch 1 to n2. */
    private void leadsDiscovery() {
        happens(new Event.Elect(N1, N1));
        arrives(new CEpoch(N2, N1, 0));
    }

    /** n1 leads the epoch after its last, with n2. */
    private void isEstablished() {
        Node s = servers.get(N1);
        happens(new Event.Elect(N1, N1));
        arrives(new CEpoch(N2, N1, s.acceptedEpoch()));
        arrives(new AckEpoch(N2, N1, true, s.currentEpoch(), s.history()));
        arrives(new AckLeader(N2, N1, s.history().lastZxid()));
    }

    /** n2 follows n1 in epoch 1. */
    private void follows() {
        happens(new Event.Elect(N2, N1));
        Stream.of(
                        new NewEpoch(N1, N2, 1),
                        new Diff(N1, N2, List.of()),
                        new NewLeader(N1, N2, 1),
                        new CommitLeader(N1, N2, Zxid.NONE))
                .forEach(this::arrives);
    }

    /** What leader n1, with two transactions, sends to n2, which has this history. */
    private List<Message> brings(Transaction... history) {
        return brings(zab, history(history));
    }

    private static List<Message> brings(Zab zab, History history) {
        return brings(zab, onDisk(1, 1, txn(1, 1), txn(1, 2)), history);
    }

    private static List<Message> brings(Zab zab, Node leader, History history) {
        Node s = leader;
        for (Event event : List.of(
                new Event.Elect(N1, N1),
                new Event.Receive(N1, new CEpoch(N3, N1, 1)),
                new Event.Receive(N1, new AckEpoch(N3, N1, true, 0, history())),
                new Event.Receive(N1, new CEpoch(N2, N1, 1)))) {
            s = zab.step(s, event).state();
        }
        Message late = new AckEpoch(N2, N1, true, 1, history);
        return List.copyOf(zab.step(s, new Event.Receive(N1, late)).messages());
    }
}
