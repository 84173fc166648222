package dev.quorate.conformance.binding.fastpaxos;

import dev.quorate.core.NodeId;
import dev.quorate.paxos.fast.Event;
import dev.quorate.paxos.fast.Node;
import dev.quorate.runtime.Timing;
import java.util.List;

/**
 * When a coordinator tries: with a fast ballot at a random time after the start, so that one is there when clients come; and
 * with a classic one some random time after it was asked, again and again for as long as it has not learned, so that of two
 * coordinators one is alone for long enough ("Fast Paxos", sections 2.3 and 3.3).
 */
final class FastPaxosTiming implements Timing<Node, Event> {
    private static final int FAST = 0;
    private static final int CLASSIC = 1;
    private static final long FAST_MAX = 100_000;
    private static final long RETRY_MIN = 50_000;
    private static final long RETRY_MAX = 300_000;

    @Override
    public int timers() {
        return 2;
    }

    @Override
    public void started(Timers timers) {
        timers.start(FAST, 0, FAST_MAX);
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        boolean waits = after.request().isPresent() && after.learner().learned().isEmpty();
        if (event instanceof Event.Restart) {
            timers.start(FAST, 0, FAST_MAX);
        }
        if (!waits) {
            timers.stop(CLASSIC);
        } else if (event instanceof Event.ClientRequest || event instanceof Event.StartClassic) {
            timers.start(CLASSIC, RETRY_MIN, RETRY_MAX);
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        if (timer == CLASSIC) {
            return List.of(new Event.StartClassic(node));
        }
        // Whoever has promised another coordinator's ballot need not start one.
        return state.acceptor().promised() == 0 ? List.of(new Event.StartFast(node)) : List.of();
    }
}
