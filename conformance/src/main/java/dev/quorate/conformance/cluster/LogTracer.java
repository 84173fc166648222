package dev.quorate.conformance.cluster;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Tracer;
import java.util.Map;
import java.util.Set;

/**
 * Writes the log of one replica of a protocol that has a spec of its own.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public record LogTracer<S, E, M>(ReplicaLog<S, E, M> log, E restart) implements Tracer<S, E, M> {
    @Override
    public void started(S state, long position) {
        log.started(state, restart, position);
    }

    @Override
    public void receiving(Map<NodeId, Long> clock) {
        log.seen(clock);
    }

    @Override
    public Map<NodeId, Long> stepped(E event, S before, S after, Set<M> sent, long position) {
        return log.stepped(event, after, sent, position);
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public void kept() {
        log.kept();
    }

    @Override
    public void takeBack() {
        log.takeBack();
    }
}
