package dev.quorate.conformance.binding.abd;

import dev.quorate.core.NodeId;
import dev.quorate.replication.abd.Event;
import dev.quorate.replication.abd.Node;
import dev.quorate.replication.abd.Phase;
import dev.quorate.runtime.Timing;
import java.util.List;

/** When a node asks again: some time after it began a phase or asked last. Nothing depends on how long that is. */
final class AbdTiming implements Timing<Node, Event> {
    private static final int ASK = 0;
    private static final long ASK_MIN = 50_000;
    private static final long ASK_MAX = 150_000;

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
        if (after.phase() == Phase.IDLE || after.phase() == Phase.DONE) {
            timers.stop(ASK);
        } else if (after.phase() != before.phase() || event instanceof Event.Retry) {
            timers.start(ASK, ASK_MIN, ASK_MAX);
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        return List.of(new Event.Retry(node));
    }
}
