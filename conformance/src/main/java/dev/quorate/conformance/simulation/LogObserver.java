package dev.quorate.conformance.simulation;

import dev.quorate.conformance.log.LogWriter;
import dev.quorate.core.NodeId;
import java.util.Map;
import java.util.Set;

/** Writes what happens at nodes to a log, run after run. */
public record LogObserver<S, E, M>(LogWriter<S, E, M> log) implements Observer<S, E, M> {
    @Override
    public void started(Map<NodeId, S> initial) {
        log.init(initial);
    }

    @Override
    public void stepped(NodeId node, E event, S after, Set<M> sent, Map<NodeId, Long> clock) {
        log.event(node, event, after, sent, clock);
    }

    @Override
    public boolean wantsClocks() {
        return true;
    }
}
