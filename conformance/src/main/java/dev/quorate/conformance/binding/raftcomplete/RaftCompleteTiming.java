package dev.quorate.conformance.binding.raftcomplete;

import static dev.quorate.raft.complete.Role.LEADER;

import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.raft.complete.Configuration;
import dev.quorate.raft.complete.Configuration.Membership;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.RaftComplete;
import dev.quorate.runtime.Timing;
import dev.quorate.runtime.raft.RaftTiming;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Raft's timers, with the times of the paper's §9.3; a lease of two thirds of the shortest election timeout; and an administrator,
 * who now and then has a leader change the cluster, or lead no more.
 */
final class RaftCompleteTiming implements Timing<Node, Event> {
    private static final int ELECTION = 0;
    private static final int HEARTBEAT = 1;
    private static final int CHECK_QUORUM = 2;
    private static final int TRANSFER = 3;
    private static final int LEASE = 4;
    private static final int ADMINISTRATOR = 5;
    private static final int COMPACTION = 6;

    private static final long ELECTION_MIN = 150_000;
    private static final long ELECTION_MAX = 300_000;
    private static final long HEARTBEAT_INTERVAL = 50_000;
    private static final long LEASE_TIME = 100_000;
    private static final long ADMINISTRATOR_MAX = 1_000_000;

    /** A log is compacted when so many entries are committed, */
    private static final int COMPACT_EVERY = 16;

    /** and so many stay, for followers that lack a few. */
    private static final int KEPT = 4;

    private final RaftComplete raft;
    private final List<NodeId> nodes;

    RaftCompleteTiming(RaftComplete raft, List<NodeId> nodes) {
        this.raft = raft;
        this.nodes = nodes;
    }

    @Override
    public int timers() {
        return 7;
    }

    @Override
    public void started(Timers timers) {
        timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        boolean led = before.role() == LEADER;
        if (after.role() == LEADER) {
            if (!led) {
                timers.stop(ELECTION);
                timers.start(HEARTBEAT, 0, 0);
                timers.start(CHECK_QUORUM, ELECTION_MAX, ELECTION_MAX);
            }
            leads(before, event, timers);
        } else if (led) {
            for (int timer = HEARTBEAT; timer <= ADMINISTRATOR; timer++) {
                timers.stop(timer);
            }
            timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
        } else if (RaftTiming.hasHope(event, after)) {
            timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
        }
        if (after.commitIndex() >= after.log().snapshot().lastIndex() + COMPACT_EVERY
                && before.commitIndex() < after.commitIndex()) {
            timers.start(COMPACTION, 0, HEARTBEAT_INTERVAL);
        }
    }

    private static void leads(Node before, Event event, Timers timers) {
        if (event instanceof Event.SendAppendEntries) {
            timers.start(HEARTBEAT, HEARTBEAT_INTERVAL, HEARTBEAT_INTERVAL);
        } else if (event instanceof Event.ClientRequest) {
            timers.start(HEARTBEAT, 0, 0);
        } else if (event instanceof Event.CheckQuorum) {
            timers.start(CHECK_QUORUM, ELECTION_MAX, ELECTION_MAX);
            timers.start(ADMINISTRATOR, 0, ADMINISTRATOR_MAX);
        } else if (event instanceof Event.TransferLeadership) {
            timers.start(TRANSFER, ELECTION_MAX, ELECTION_MAX);
        } else if (event instanceof Event.ReadIndex
                && before.leading().expired() == before.leading().round()) {
            timers.start(LEASE, LEASE_TIME, LEASE_TIME);
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        Stream<Event> events = switch (timer) {
            case ELECTION -> Stream.of(new Event.Timeout(node));
            case HEARTBEAT ->
                Stream.concat(
                        Stream.of(new Event.ReadIndex(node)),
                        nodes.stream().map(peer -> new Event.SendAppendEntries(node, peer)));
            case CHECK_QUORUM -> Stream.of(new Event.CheckQuorum(node));
            case TRANSFER -> Stream.of(new Event.AbortTransfer(node));
            case LEASE -> Stream.of(new Event.LeaseExpires(node));
            case ADMINISTRATOR -> administer(node, state);
            case COMPACTION -> Stream.of(new Event.Compact(node, state.commitIndex() - KEPT));
            default -> throw new IllegalArgumentException("no timer " + timer);
        };
        return events.filter(event -> isEnabled(state, event)).toList();
    }

    /** CheckQuorum may leave a state as it is and be a step for all that; the other events change it, or send. */
    private boolean isEnabled(Node state, Event event) {
        return event instanceof Event.CheckQuorum || !raft.step(state, event).equals(Step.to(state));
    }

    /** Somebody joins, leaves, or shall lead: which is up to the state, so that equal runs are equal. */
    private Stream<Event> administer(NodeId node, Node state) {
        SplittableRandom random =
                new SplittableRandom(31L * state.currentTerm() + state.log().lastIndex());
        NodeId other = nodes.get(random.nextInt(nodes.size()));
        if (random.nextInt(3) == 0) {
            return Stream.of(new Event.TransferLeadership(node, other));
        }
        List<Membership> all = List.of(Membership.values());
        Membership any = all.get(random.nextInt(all.size()));
        Configuration now = state.log().configurationAt(state.log().lastIndex());
        // Most should be voters most of the time.
        boolean few = 2 * now.voters().size() <= nodes.size() + 1;
        return Stream.of(new Event.ChangeMembership(node, other, few ? Membership.VOTER : any));
    }
}
