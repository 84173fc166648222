package dev.quorate.conformance.binding.primarybackup;

import dev.quorate.core.NodeId;
import dev.quorate.replication.primarybackup.Event;
import dev.quorate.replication.primarybackup.Node;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When a primary sends its last command again, when nodes stop for good, and a failure detector that is never wrong. No timeout
 * could be one in a network that bounds no delay; this one knows of each node that has stopped, because it sees the steps of
 * all. It says so to each of the others after some time, and again when they restart. A primary stops rather while it waits, since
 * that is when it matters. One node never stops.
 */
final class PrimaryBackupTiming implements Timing<Node, Event> {
    private static final int SEND = 0;
    private static final int DETECT = 1;
    private static final int STOP = 2;

    private static final long SEND_INTERVAL = 50_000;
    private static final long DETECT_MIN = 50_000;
    private static final long DETECT_MAX = 300_000;
    private static final long STOP_MIN = 500_000;
    private static final long STOP_MAX = 100_000_000;
    private static final long STOP_MAX_WAITING = 20_000_000;

    private final List<NodeId> line;
    private final Set<NodeId> stopped = new HashSet<>();

    /** The timers of all nodes, so that the detector can speak to each. */
    private final List<Timers> all = new ArrayList<>();

    /** Timers for nodes that take over in this order. */
    PrimaryBackupTiming(List<NodeId> line) {
        this.line = line;
    }

    @Override
    public int timers() {
        return 3;
    }

    @Override
    public void started(Timers timers) {
        all.add(timers);
        timers.start(STOP, STOP_MIN, STOP_MAX);
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        if (event instanceof Event.Stop) {
            stopped.add(event.node());
            all.forEach(each -> each.start(DETECT, DETECT_MIN, DETECT_MAX));
        } else if (event instanceof Event.Restart) {
            timers.start(STOP, STOP_MIN, STOP_MAX);
            timers.start(DETECT, DETECT_MIN, DETECT_MAX);
        } else if (event instanceof Event.TakeOver) {
            timers.start(DETECT, DETECT_MIN, DETECT_MAX);
        }
        if (after.awaited().isEmpty()) {
            timers.stop(SEND);
            if (!before.awaited().isEmpty()) {
                timers.start(STOP, STOP_MIN, STOP_MAX);
            }
        } else if (before.awaited().isEmpty() || event instanceof Event.Restart) {
            timers.start(SEND, 0, 0);
            timers.start(STOP, 0, STOP_MAX_WAITING);
        } else if (event instanceof Event.SendCopy) {
            timers.start(SEND, SEND_INTERVAL, SEND_INTERVAL);
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        if (!state.up()) {
            return List.of();
        }
        return switch (timer) {
            case SEND -> List.of(new Event.SendCopy(node));
            case DETECT -> detected(node, state);
            default -> stopped.size() + 1 < line.size() ? List.of(new Event.Stop(node)) : List.of();
        };
    }

    private List<Event> detected(NodeId node, Node s) {
        List<NodeId> before = line.subList(0, line.indexOf(node));
        if (!s.primary().equals(node)) {
            return stopped.containsAll(before) ? List.of(new Event.TakeOver(node)) : List.of();
        }
        List<Event> events = new ArrayList<>();
        for (NodeId backup : line.subList(before.size() + 1, line.size())) {
            if (stopped.contains(backup) && !s.excluded().contains(backup)) {
                events.add(new Event.Exclude(node, backup));
            }
        }
        return events;
    }
}
