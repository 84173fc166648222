package dev.quorate.conformance.cluster;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.log.LogHeader;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.Inner;
import dev.quorate.runtime.Tracer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the logs of one replica: one for each spec that the protocol's steps are held against. Each has a clock of its own, which
 * counts that spec's events.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
final class SpecTracer<S, E, M> implements Tracer<S, E, M> {
    private static final char SEPARATOR = '/';

    private final NodeId self;
    private final List<NodeId> nodes;
    private final Engine<S, E, M> engine;
    private final int maxSessions;
    private final Path file;
    private final Map<String, ReplicaLog<Object, Object, Object>> logs = new LinkedHashMap<>();

    /**
     * A tracer.
     *
     * @param nodes all replicas of the cluster
     * @param maxSessions how many sessions the store keeps, by which TLC knows what a snapshot is
     * @param file where the log of the engine's first spec goes; see {@link #file(Engine, Path, String)}
     */
    SpecTracer(NodeId self, List<NodeId> nodes, Engine<S, E, M> engine, int maxSessions, Path file) {
        this.self = self;
        this.nodes = nodes;
        this.engine = engine;
        this.maxSessions = maxSessions;
        this.file = file;
    }

    /** Where the log of a spec goes, if that of the engine's first spec goes to a file. */
    static Path file(Engine<?, ?, ?> engine, Path file, String spec) {
        return spec.equals(engine.spec()) ? file : file.resolveSibling(file.getFileName() + "." + spec);
    }

    @Override
    public void started(S state, long position) {
        Map<String, Integer> constants = new TreeMap<>(engine.constants());
        constants.put("MaxSessions", maxSessions);
        new TreeMap<>(engine.states(state)).forEach((spec, initial) -> {
            LogHeader header = new LogHeader(spec, nodes, spec.equals(engine.spec()) ? constants : Map.of());
            ReplicaLog<Object, Object, Object> log =
                    ReplicaLog.open(binding(spec), self, header, file(engine, file, spec), position);
            if (log.isNew()) {
                log.started(initial);
            }
            logs.put(spec, log);
        });
        if (logs.values().stream().noneMatch(ReplicaLog::isNew)) {
            engine.inner(state, engine.restart(self)).forEach(inner -> write(inner, position));
        }
        flush();
        kept();
    }

    @SuppressWarnings("unchecked") // A log's binding has the types of what is written to it.
    private static Binding<Object, Object, Object> binding(String spec) {
        return (Binding<Object, Object, Object>) Binding.of(spec).orElseThrow();
    }

    /** A message says something of its own spec's events, so that two are in an order only if that spec puts them into one. */
    @Override
    public void receiving(M message, Map<NodeId, Long> clock) {
        engine.spec(message).ifPresent(spec -> {
            Map<NodeId, Long> seen = new HashMap<>();
            clock.forEach((name, count) -> {
                if (name.name().startsWith(spec + SEPARATOR)) {
                    seen.put(new NodeId(name.name().substring(spec.length() + 1)), count);
                }
            });
            logs.get(spec).seen(seen);
        });
    }

    @Override
    public Map<NodeId, Long> stepped(E event, S before, S after, Set<M> sent, long position) {
        engine.inner(before, event).forEach(inner -> write(inner, position));
        if (sent.isEmpty()) {
            return Map.of();
        }
        Map<NodeId, Long> clock = new HashMap<>();
        logs.forEach((spec, log) ->
                log.clock().forEach((node, count) -> clock.put(new NodeId(spec + SEPARATOR + node), count)));
        return clock;
    }

    @SuppressWarnings("unchecked") // The messages of a spec are what its log takes.
    private void write(Inner inner, long position) {
        logs.get(inner.spec()).stepped(inner.event(), inner.after(), (Set<Object>) inner.sent(), position);
    }

    @Override
    public void flush() {
        logs.values().forEach(ReplicaLog::flush);
    }

    @Override
    public void kept() {
        logs.values().forEach(ReplicaLog::kept);
    }

    @Override
    public void takeBack() {
        logs.values().forEach(ReplicaLog::takeBack);
    }
}
