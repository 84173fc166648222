package dev.quorate.conformance.binding.gossip;

import dev.quorate.core.NodeId;
import dev.quorate.replication.gossip.Event;
import dev.quorate.replication.gossip.Node;
import dev.quorate.runtime.Timing;
import java.util.List;
import java.util.Set;

/**
 * When nodes gossip, and with whom: each node has a timer for every other, and begins an exchange when it ends. Since that takes
 * a random time, who is next is random, too; and nobody waits for ever.
 */
final class GossipTiming implements Timing<Node, Event> {
    private static final long PAUSE_MIN = 100_000;
    private static final long PAUSE_MAX = 400_000;

    private final List<NodeId> nodes;
    private final Set<Exchange> exchanges;

    /** Timers of these nodes, which use these exchanges in turn. */
    GossipTiming(List<NodeId> nodes, Set<Exchange> exchanges) {
        this.nodes = nodes;
        this.exchanges = exchanges;
    }

    @Override
    public int timers() {
        return nodes.size();
    }

    @Override
    public void started(Timers timers) {
        for (int i = 0; i < nodes.size(); i++) {
            timers.start(i, 0, PAUSE_MAX);
        }
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        if (event instanceof Event.Restart) {
            started(timers);
        } else if (event instanceof Event.Push push) {
            pause(push.peer(), timers);
        } else if (event instanceof Event.Pull pull) {
            pause(pull.peer(), timers);
        } else if (event instanceof Event.PushPull both) {
            pause(both.peer(), timers);
        }
    }

    private void pause(NodeId peer, Timers timers) {
        timers.start(nodes.indexOf(peer), PAUSE_MIN, PAUSE_MAX);
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        NodeId peer = nodes.get(timer);
        return peer.equals(node)
                ? List.of()
                : exchanges.stream().map(exchange -> exchange.begin(node, peer)).toList();
    }
}
