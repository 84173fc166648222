package dev.quorate.runtime.paxos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Proposal;
import dev.quorate.paxos.multi.Reading;
import dev.quorate.paxos.multi.Role;
import dev.quorate.paxos.multi.Snapshot;
import dev.quorate.runtime.Timing.Timers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A candidate that tried again before promises with a long log have come would be told of it again and again, and never lead. */
class MultiPaxosTimingTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final Set<NodeId> NODES = Set.of(N1, new NodeId("n2"), new NodeId("n3"));

    /** For how long, at least, who has so many slots of which nobody knows whether they are chosen waits after it has asked. */
    private static long patience(int open) {
        Proposal proposal = new Proposal(1, Optional.of(new Command("a")));
        Node follower = new Node(
                1,
                Snapshot.NONE,
                Collections.nCopies(open, proposal),
                Role.FOLLOWER,
                Set.of(),
                List.of(),
                List.of(),
                0,
                Reading.NONE);
        Event timeout = new Event.Timeout(N1);
        Node candidate = new MultiPaxos(NODES).step(follower, timeout).state();
        List<Long> waits = new ArrayList<>();
        new MultiPaxosTiming(NODES).stepped(follower, timeout, candidate, new Timers() {
            @Override
            public void start(int timer, long min, long max) {
                waits.add(min);
            }

            @Override
            public void stop(int timer) {}
        });
        return waits.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    @Test
    void aCandidateWaitsForLongerTheMoreSlotsAreOpen() {
        assertTrue(patience(0) < 2_000_000, "two seconds do when nothing is open");
        assertTrue(patience(1_000_000) > 10_000_000, "ten seconds do not, when a million slots are told of");
    }
}
