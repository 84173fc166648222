package dev.quorate.conformance.simulation;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several observers as one. */
record Observers<S, E, M>(List<Observer<S, E, M>> all) implements Observer<S, E, M> {
    @Override
    public void started(Map<NodeId, S> initial) {
        all.forEach(observer -> observer.started(initial));
    }

    @Override
    public void stepped(NodeId node, E event, S after, Set<M> sent, Map<NodeId, Long> clock) {
        for (Observer<S, E, M> observer : all) {
            observer.stepped(node, event, after, sent, clock);
        }
    }

    @Override
    public boolean wantsClocks() {
        return all.stream().anyMatch(Observer::wantsClocks);
    }

    @Override
    public void invoked(int process, Operation operation) {
        all.forEach(observer -> observer.invoked(process, operation));
    }

    @Override
    public void completed(int process, Operation operation, Outcome outcome, long version) {
        all.forEach(observer -> observer.completed(process, operation, outcome, version));
    }

    @Override
    public void abandoned(int process, Operation operation) {
        all.forEach(observer -> observer.abandoned(process, operation));
    }

    @Override
    public void ended() {
        all.forEach(Observer::ended);
    }
}
