package dev.quorate.conformance.binding.basicpaxos;

import dev.quorate.core.NodeId;
import dev.quorate.paxos.basic.Event;
import dev.quorate.paxos.basic.Node;
import dev.quorate.runtime.Timing;
import java.util.List;

/**
 * When a proposer tries: at once when it is asked, and again after a random time for as long as it has not learned, so that of
 * two proposers one is alone for long enough ("Paxos Made Simple", section 2.4).
 */
final class BasicPaxosTiming implements Timing<Node, Event> {
    private static final int TRY = 0;
    private static final long RETRY_MIN = 50_000;
    private static final long RETRY_MAX = 300_000;

    @Override
    public int timers() {
        return 1;
    }

    @Override
    public void started(Timers timers) {
        // Nobody has asked yet.
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        boolean waits = after.proposer().request().isPresent()
                && after.learner().learned().isEmpty();
        if (!waits) {
            timers.stop(TRY);
        } else if (event instanceof Event.ClientRequest) {
            timers.start(TRY, 0, 0);
        } else if (event instanceof Event.StartBallot) {
            timers.start(TRY, RETRY_MIN, RETRY_MAX);
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        return List.of(new Event.StartBallot(node));
    }
}
