package dev.quorate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation;
import dev.quorate.runtime.Replicas.Running;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three replicas of each engine, without threads, sockets or disks. Takes a few seconds. */
class ReplicaTest {
    private static final Replica.Options OPTIONS = new Replica.Options(4096, 4 << 20, 10_000, 100_000, 1000);

    /** Logs are compacted often. */
    private static final Replica.Options SMALL = new Replica.Options(64, 4 << 20, 100, 100, 20);

    private static final long SECOND = Replicas.SECOND;

    private long sequence;

    private Command put(String key, String value) {
        sequence++;
        return new Entry.Request(1, sequence, new Operation.Put(key, value)).command();
    }

    private static Replicas cluster(Engines engines, Replica.Options options) {
        Replicas cluster = new Replicas(engines, options, 1);
        cluster.apply(new Entry.Register("c").command());
        return cluster;
    }

    private static Optional<String> value(Reply reply, String key) {
        return Optional.ofNullable(
                ((Reply.Current) reply).state().store().values().get(key));
    }

    /** What all have applied is the same where it is of one index; and in the end it is all the same. */
    private static void assertAgreed(Replicas cluster) {
        Running leader = cluster.leader();
        int index = leader.replica.status().lastIndex();
        assertTrue(
                cluster.until(
                        () -> cluster.all().stream()
                                .allMatch(one -> one.replica.status().applied() >= index),
                        20 * SECOND),
                () -> "some do not catch up to " + index + ": "
                        + cluster.all().stream()
                                .map(one -> one.replica.status())
                                .toList());
        Map<Integer, Command> known = new HashMap<>();
        cluster.all()
                .forEach(one -> one.applied.forEach((i, command) -> assertEquals(
                        known.computeIfAbsent(i, k -> command), command, "two commands were applied at " + i)));
        assertEquals(1, cluster.all().stream().map(Running::state).distinct().count(), "all have the same state");
    }

    @ParameterizedTest
    @EnumSource
    void aLeaderIsElectedAndCommandsAreAppliedInOneOrder(Engines engines) {
        try (Replicas cluster = cluster(engines, OPTIONS)) {
            Running leader = cluster.leader();
            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                Command command = new Command("register r" + i);
                assertTrue(leader.replica.mailbox().offer(new Input.Submit(command, replies::add)));
                if (i % 100 == 0) {
                    cluster.pass(300);
                }
            }
            assertTrue(cluster.until(() -> replies.size() == 1000, 5 * SECOND), () -> replies.size() + " replies");
            assertTrue(replies.stream().allMatch(Reply.Applied.class::isInstance), replies::toString);
            assertAgreed(cluster);
            assertTrue(leader.applied.size() >= 1001, () -> leader.applied.size() + " applied");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLeaderStopsAndAnotherTakesOverWithAllThatWasAcknowledged(Engines engines) {
        try (Replicas cluster = cluster(engines, SMALL)) {
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 40; i++) {
                    cluster.apply(put("k" + i, "round" + round));
                }
                Running leader = cluster.leader();
                NodeId stopped = cluster.id(leader);
                cluster.stop(stopped);
                Running next = cluster.leader();
                assertNotEquals(stopped, cluster.id(next));
                cluster.apply(put("last", "round" + round));
                for (int i = 0; i < 40; i++) {
                    assertEquals(
                            Optional.of("round" + round),
                            Optional.ofNullable(
                                    cluster.leader().state().store().values().get("k" + i)));
                }
                cluster.start(stopped);
            }
            assertAgreed(cluster);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allStopAndStartAgainWithWhatIsOnDisk(Engines engines) {
        try (Replicas cluster = cluster(engines, SMALL)) {
            for (int round = 0; round < 4; round++) {
                for (int i = 0; i < 90; i++) {
                    cluster.apply(put("k" + i, "round" + round));
                }
                Engines.NODES.forEach(cluster::stop);
                Engines.NODES.forEach(cluster::start);
                Reply reply = cluster.read(cluster.leader(), SECOND).orElseThrow();
                for (int i = 0; i < 90; i++) {
                    assertEquals(Optional.of("round" + round), value(reply, "k" + i));
                }
            }
            assertAgreed(cluster);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadSeesWhatWasAcknowledgedBeforeAndALeaderThatIsCutOffAnswersNone(Engines engines) {
        try (Replicas cluster = cluster(engines, OPTIONS)) {
            for (int i = 0; i < 50; i++) {
                cluster.apply(put("x", "v" + i));
                Reply reply = cluster.read(cluster.leader(), SECOND).orElseThrow();
                assertEquals(Optional.of("v" + i), value(reply, "x"));
            }
            Running old = cluster.leader();
            cluster.isolate(cluster.id(old));
            // It does not know yet: nobody hears the question, and it must not answer.
            Optional<Reply> early = cluster.read(old, SECOND / 10);
            assertTrue(early.isEmpty(), early::toString);
            List<Reply> late = new ArrayList<>();
            old.replica.mailbox().offer(new Input.Read(late::add));
            cluster.apply(put("x", "new"));
            cluster.pass(8 * SECOND);
            cluster.heal();
            cluster.pass(2 * SECOND);
            assertEquals(1, late.size(), "who waits is told");
            // It may have been asked again by an old leader that leads anew, and then it has what was written since.
            assertTrue(
                    late.get(0) instanceof Reply.NotLeader
                            || value(late.get(0), "x").equals(Optional.of("new")),
                    late::toString);
            Reply reply = cluster.read(cluster.leader(), SECOND).orElseThrow();
            assertEquals(Optional.of("new"), value(reply, "x"));
            assertAgreed(cluster);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaThatWasAwayForLongCatchesUpBySnapshot(Engines engines) {
        try (Replicas cluster = cluster(engines, SMALL)) {
            NodeId leader = cluster.id(cluster.leader());
            NodeId away = Engines.NODES.stream()
                    .filter(n -> !n.equals(leader))
                    .findFirst()
                    .orElseThrow();
            cluster.isolate(away);
            int restored = cluster.at(away).restored;
            for (int i = 0; i < 1000; i++) {
                cluster.apply(put("k" + i % 10, "v" + i));
            }
            cluster.heal();
            cluster.apply(put("last", "v"));
            assertAgreed(cluster);
            assertTrue(cluster.at(away).restored > restored, "it has taken a snapshot over");
            assertTrue(cluster.at(away).applied.size() < 1000, "it has not applied all by itself");
        }
    }

    /** It must not take for silence that it did not listen. */
    @ParameterizedTest
    @EnumSource
    void neitherAClockThatJumpsNorAReplicaThatStartsAnewDeposesALeader(Engines engines) {
        try (Replicas cluster = cluster(engines, OPTIONS)) {
            cluster.apply(put("x", "1"));
            cluster.pass(SECOND);
            Running leader = cluster.leader();
            int term = leader.replica.status().term();
            NodeId follower = Engines.NODES.stream()
                    .filter(n -> !n.equals(cluster.id(leader)))
                    .findFirst()
                    .orElseThrow();
            cluster.stop(follower);
            cluster.start(follower);
            cluster.pass(2 * SECOND);
            assertEquals(term, leader.replica.status().term(), "a follower has started anew");
            cluster.jump(follower, 20 * SECOND);
            cluster.pass(2 * SECOND);
            assertEquals(term, leader.replica.status().term(), "a follower's clock has jumped");
            cluster.jump(cluster.id(leader), 20 * SECOND);
            cluster.pass(2 * SECOND);
            assertEquals(term, leader.replica.status().term(), "the leader's clock has jumped");
            assertTrue(leader.replica.status().leads(), "it leads still");
            assertAgreed(cluster);
        }
    }

    @ParameterizedTest
    @EnumSource
    void longEntriesAreCompactedSooner(Engines engines) {
        try (Replicas cluster = cluster(engines, SMALL)) {
            for (int i = 0; i < 30; i++) {
                cluster.apply(put("k", "v".repeat(4096) + i));
            }
            cluster.pass(SECOND);
            assertTrue(
                    cluster.leader().replica.status().snapshotIndex() > 0,
                    "30 entries of 4 KiB are more than 100 short ones");
            assertAgreed(cluster);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotLeadSaysWhoDoesAndAMessageThatIsNoneIsDropped(Engines engines) {
        try (Replicas cluster = cluster(engines, SMALL)) {
            Running leader = cluster.leader();
            leader.replica.mailbox().offer(new Input.Received(ByteBuffer.wrap(new byte[] {0, 99, 1})));
            cluster.pass(1000);
            Running follower = cluster.all().stream()
                    .filter(one -> !one.replica.status().leads())
                    .findFirst()
                    .orElseThrow();
            Optional<Reply> reply = cluster.ask(follower, put("x", "1"), 1000);
            assertEquals(Optional.of(new Reply.NotLeader(Optional.of(cluster.id(leader)))), reply);
            assertAgreed(cluster);
        }
    }
}
