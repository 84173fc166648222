package dev.quorate.conformance.binding.zab;

import static dev.quorate.zab.broadcast.Phase.BROADCAST;
import static dev.quorate.zab.broadcast.Phase.ELECTION;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Timing;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import java.util.List;
import java.util.Optional;

/**
 * Zab's timers. The oracle that names a leader is chance: at each server that looks for one, every server has a timer, and the
 * first to end names it. A follower that hears nothing for 300 to 600 ms gives up; so does a leader that delivers nothing of
 * what it has to for as long, or that cannot make a quorum accept its epoch. Leaders ping for a read only: in a cluster that has
 * nothing to do, servers give up as well. Who has delivered many transactions compacts them.
 */
final class ZabTiming implements Timing<Node, Event> {
    private static final int PATIENCE = 0;
    private static final int COMPACTION = 1;
    private static final int ORACLE = 2;

    private static final long PATIENCE_MIN = 300_000;
    private static final long PATIENCE_MAX = 600_000;
    private static final long ORACLE_MAX = 50_000;

    /** A server that has delivered so many transactions since its last snapshot compacts what it has delivered. */
    private static final int MANY = 20;

    private static final long COMPACTION_MAX = 10_000;

    private final List<NodeId> candidates;

    /** Timers for servers of which these may lead. */
    ZabTiming(List<NodeId> candidates) {
        this.candidates = candidates;
    }

    @Override
    public int timers() {
        return ORACLE + candidates.size();
    }

    @Override
    public void started(Timers timers) {
        ask(timers);
    }

    /** The oracle favours who comes first, each a good deal more than the next, so that most servers hear the same. */
    private void ask(Timers timers) {
        timers.stop(PATIENCE);
        for (int i = 0; i < candidates.size(); i++) {
            timers.start(ORACLE + i, 0, ORACLE_MAX << (2 * i));
        }
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        if (hasMany(after) && !hasMany(before)) {
            timers.start(COMPACTION, 0, COMPACTION_MAX);
        }
        if (after.phase() == ELECTION) {
            if (before.phase() != ELECTION || event instanceof Event.Restart) {
                ask(timers);
            }
            return;
        }
        if (before.phase() == ELECTION) {
            for (int i = 0; i < candidates.size(); i++) {
                timers.stop(ORACLE + i);
            }
        }
        if (hasHope(before, event, after)) {
            timers.start(PATIENCE, PATIENCE_MIN, PATIENCE_MAX);
        }
    }

    /** Whether a server waits its whole time again. */
    private static boolean hasHope(Node before, Event event, Node after) {
        if (before.phase() != after.phase() || before.acceptedEpoch() != after.acceptedEpoch()) {
            return true;
        }
        boolean leads = after.leader().equals(Optional.of(event.node()));
        return leads
                ? after.lastCommitted() > before.lastCommitted() || hasDelivered(before)
                : event instanceof Event.Receive receive && isFromLeader(receive.message(), after);
    }

    /** A server that wants to follow is none that leads. */
    private static boolean isFromLeader(Message message, Node follower) {
        return follower.leader().equals(Optional.of(message.from())) && !(message instanceof Message.CEpoch);
    }

    private static boolean hasDelivered(Node s) {
        return s.phase() == BROADCAST && s.lastCommitted() == s.history().length();
    }

    private static boolean hasMany(Node s) {
        return s.lastCommitted() - s.history().snapshot().lastIndex() >= MANY;
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        if (timer == COMPACTION) {
            return hasMany(state) ? List.of(new Event.Compact(node, state.lastCommitted())) : List.of();
        } else if (timer != PATIENCE) {
            return List.of(new Event.Elect(node, candidates.get(timer - ORACLE)));
        }
        boolean idles = state.leader().equals(Optional.of(node)) && hasDelivered(state);
        return idles ? List.of() : List.of(new Event.Timeout(node));
    }
}
