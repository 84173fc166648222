package dev.quorate.runtime.zab;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Timing;
import dev.quorate.runtime.zab.ServerMessage.Alive;
import dev.quorate.runtime.zab.ServerMessage.Parcel;
import dev.quorate.zab.broadcast.Phase;
import java.util.List;
import java.util.Optional;

/**
 * When a server acts. Times are Raft's, where there is such a thing: a follower gives its leader up as a follower of Raft does, and
 * a leader sees as often whether it has a quorum. Synchronization may take longer, since whole histories are sent.
 */
final class ZabTiming implements Timing<Server, ServerEvent> {
    private static final int START = 0;
    private static final int NOTIFY = 1;
    private static final int FINALIZE = 2;
    private static final int PATIENCE = 3;
    private static final int QUORUM = 4;
    private static final int ALIVE = 5;

    private static final long NOTIFY_MIN = 100_000;
    private static final long NOTIFY_MAX = 200_000;
    private static final long FINALIZE_WAIT = 50_000;
    private static final long PATIENCE_MIN = 500_000;
    private static final long PATIENCE_MAX = 1_000_000;
    private static final long SYNCHRONIZATION_MAX = 5_000_000;
    private static final long ALIVE_INTERVAL = 100_000;

    @Override
    public int timers() {
        return 6;
    }

    @Override
    public void started(Timers timers) {
        timers.start(START, 0, 0);
    }

    @Override
    public void stepped(Server before, ServerEvent event, Server after, Timers timers) {
        if (event instanceof ServerEvent.Stop) {
            timers.start(START, 0, 0);
        }
        if (after.looks()) {
            looks(before, event, after, timers);
            return;
        }
        if (before.looks()) {
            timers.stop(NOTIFY);
            timers.stop(FINALIZE);
            timers.start(ALIVE, ALIVE_INTERVAL, ALIVE_INTERVAL);
        }
        if (after.leads(event.node())) {
            leads(before, event, after, timers);
        } else if (before.looks() || isFromLeader(event, after)) {
            boolean synchronizes = after.zab().phase() == Phase.SYNCHRONIZATION;
            timers.start(
                    PATIENCE,
                    synchronizes ? SYNCHRONIZATION_MAX : PATIENCE_MIN,
                    synchronizes ? SYNCHRONIZATION_MAX : PATIENCE_MAX);
        }
    }

    private static void looks(Server before, ServerEvent event, Server after, Timers timers) {
        if (!before.looks()) {
            timers.stop(PATIENCE);
            timers.stop(QUORUM);
            timers.stop(ALIVE);
        }
        if (!after.election().isLooking()) {
            return;
        }
        boolean begins = !before.looks() || !before.election().isLooking();
        if (begins || event instanceof ServerEvent.Notify || !after.election().equals(before.election())) {
            timers.start(NOTIFY, NOTIFY_MIN, NOTIFY_MAX);
        }
        if (begins
                || !after.election().vote().equals(before.election().vote())
                || !after.election().supporters().equals(before.election().supporters())) {
            timers.start(FINALIZE, FINALIZE_WAIT, FINALIZE_WAIT);
        }
    }

    private static void leads(Server before, ServerEvent event, Server after, Timers timers) {
        boolean establishes =
                before.zab().phase() != Phase.BROADCAST && after.zab().phase() == Phase.BROADCAST;
        if (before.looks() && !establishes) {
            timers.start(QUORUM, SYNCHRONIZATION_MAX, SYNCHRONIZATION_MAX);
        } else if (establishes || event instanceof ServerEvent.CheckQuorum) {
            timers.start(QUORUM, PATIENCE_MAX, PATIENCE_MAX);
        }
    }

    /** Whether a follower hears from its leader, on their connection. */
    private static boolean isFromLeader(ServerEvent event, Server follower) {
        if (!(event instanceof ServerEvent.Hear hear)
                || !follower.zab().leader().equals(Optional.of(hear.message().from()))) {
            return false;
        }
        Optional<Connection> connection =
                follower.links().to(hear.message().from()).map(Link::connection);
        // A leader may have nothing to say to who was too late for its discovery: to hear that it is alive is no
        // progress then.
        boolean waits = follower.zab().phase() == Phase.SYNCHRONIZATION;
        return (hear.message() instanceof Parcel parcel && connection.equals(Optional.of(parcel.connection())))
                || (!waits
                        && hear.message() instanceof Alive alive
                        && connection.equals(Optional.of(alive.connection())));
    }

    @Override
    public void ended(int timer, Timers timers) {
        if (timer == ALIVE) {
            timers.start(ALIVE, ALIVE_INTERVAL, ALIVE_INTERVAL);
        }
    }

    @Override
    public List<ServerEvent> due(NodeId node, int timer, Server state) {
        return switch (timer) {
            case START -> List.of(new ServerEvent.Start(node));
            case NOTIFY -> List.of(new ServerEvent.Notify(node));
            case FINALIZE -> List.of(new ServerEvent.Decide(node));
            case PATIENCE -> List.of(new ServerEvent.GiveUp(node));
            case QUORUM -> List.of(new ServerEvent.CheckQuorum(node));
            case ALIVE -> alive(node, state);
            default -> throw new IllegalArgumentException("no timer " + timer);
        };
    }

    /** A round of reads may wait for an answer of who is not there any more: others are asked anew. */
    private static List<ServerEvent> alive(NodeId node, Server state) {
        boolean asksAgain =
                state.leads(node) && state.zab().confirmed() < state.zab().round();
        ServerEvent alive = new ServerEvent.KeepAlive(node);
        return asksAgain ? List.of(alive, new ServerEvent.Ask(node)) : List.of(alive);
    }
}
