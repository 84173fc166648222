package dev.quorate.conformance.binding.fastleaderelection;

import dev.quorate.core.NodeId;
import dev.quorate.core.Quorum;
import dev.quorate.runtime.Timing;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.election.Event;
import dev.quorate.zab.election.Node;
import dev.quorate.zab.election.State;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When a server acts, with ZooKeeper's own waits: it says again what it has said when it has heard nothing for a while, and decides
 * when no better vote has come for as long as a message takes. An election has no heartbeats, by which Zab would notice that a
 * leader is gone: in its place a server that leads or follows is tired of it after a random time.
 */
final class FastLeaderElectionTiming implements Timing<Node, Event> {
    private static final int LOOK = 0;
    private static final int RESEND = 1;
    private static final int FINALIZE = 2;
    private static final long START_MAX = 100_000;
    private static final long TIRED_MIN = 500_000;
    private static final long TIRED_MAX = 3_000_000;
    private static final long RESEND_MIN = 100_000;
    private static final long RESEND_MAX = 200_000;
    private static final long FINALIZE_WAIT = 20_000;

    private final Set<NodeId> servers;

    FastLeaderElectionTiming(Set<NodeId> servers) {
        this.servers = servers;
    }

    @Override
    public int timers() {
        return 3;
    }

    @Override
    public void started(Timers timers) {
        timers.start(LOOK, 0, START_MAX);
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        if (event instanceof Event.Restart) {
            timers.start(LOOK, 0, START_MAX);
        } else if (after.isLooking()) {
            timers.stop(LOOK);
            timers.start(RESEND, RESEND_MIN, RESEND_MAX);
            if (!after.vote().equals(before.vote()) || !after.supporters().equals(before.supporters())) {
                timers.start(FINALIZE, FINALIZE_WAIT, FINALIZE_WAIT);
            }
        } else if (before.isLooking()) {
            timers.stop(RESEND);
            timers.stop(FINALIZE);
            timers.start(LOOK, TIRED_MIN, TIRED_MAX);
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        return switch (timer) {
            case LOOK -> List.of(look(node, state));
            case RESEND -> List.of(new Event.SendNotification(node));
            default -> isElected(node, state) ? List.of(new Event.Decide(node)) : List.of();
        };
    }

    private boolean isElected(NodeId node, Node s) {
        Set<NodeId> agreed = new HashSet<>(s.supporters());
        agreed.add(node);
        return Quorum.isMajority(agreed, servers);
    }

    /**
     * What the server has on disk. As if Zab had been there: who follows is where its leader is, and who has led has gone on to the
     * next epoch, or has broadcast one transaction more.
     */
    private static Event look(NodeId node, Node s) {
        if (s.vote().isEmpty()) {
            return new Event.LookForLeader(node, 1, new Zxid(1, node.name().length()));
        }
        int epoch = Math.max(s.epoch(), s.vote().get().epoch());
        Zxid zxid = s.vote().get().zxid();
        if (s.state() != State.LEADING) {
            return new Event.LookForLeader(node, epoch, zxid);
        }
        return s.round() % 2 == 0
                ? new Event.LookForLeader(node, epoch + 1, zxid)
                : new Event.LookForLeader(node, epoch, new Zxid(epoch, zxid.counter() + 1));
    }
}
