package dev.quorate.conformance.binding.dnscache;

import dev.quorate.core.NodeId;
import dev.quorate.replication.dnscache.Event;
import dev.quorate.replication.dnscache.Node;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When resolvers ask, and clocks that are kept together: when all are level, the authority's goes on after some time, and the
 * others follow. A node that is down holds up time for all, and catches up when it restarts.
 */
final class DnsCacheTiming implements Timing<Node, Event> {
    private static final int ASK = 0;
    private static final int TICK = 1;

    private static final long ASK_INTERVAL = 50_000;
    private static final long TICK_MIN = 50_000;
    private static final long TICK_MAX = 100_000;
    private static final long FOLLOW_MAX = 5_000;

    private final List<NodeId> nodes;
    private final int authority;
    private final int[] clocks;

    /** The timers of all nodes, in their order. */
    private final List<Timers> all = new ArrayList<>();

    /**
     * Timers for these nodes.
     *
     * @param authority the place of the authority among them
     */
    DnsCacheTiming(List<NodeId> nodes, int authority) {
        this.nodes = nodes;
        this.authority = authority;
        clocks = new int[nodes.size()];
    }

    @Override
    public int timers() {
        return 2;
    }

    @Override
    public void started(Timers timers) {
        all.add(timers);
        if (all.size() == nodes.size()) {
            all.get(authority).start(TICK, TICK_MIN, TICK_MAX);
        }
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        clocks[nodes.indexOf(event.node())] = after.clock();
        if (event instanceof Event.Tick || event instanceof Event.Restart) {
            keepTime();
        }
        if (!after.reading()) {
            timers.stop(ASK);
        } else if (!before.reading()) {
            timers.start(ASK, 0, 0);
        } else if (event instanceof Event.SendQuery) {
            timers.start(ASK, ASK_INTERVAL, ASK_INTERVAL);
        }
    }

    private void keepTime() {
        List<Integer> behind = IntStream.range(0, clocks.length)
                .filter(i -> clocks[i] < clocks[authority])
                .boxed()
                .toList();
        if (behind.isEmpty()) {
            all.get(authority).start(TICK, TICK_MIN, TICK_MAX);
        } else {
            behind.forEach(i -> all.get(i).start(TICK, 0, FOLLOW_MAX));
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        if (timer == TICK) {
            return List.of(new Event.Tick(node));
        }
        return List.of(state.cache().isPresent() ? new Event.AnswerFromCache(node) : new Event.SendQuery(node));
    }
}
