package dev.quorate.conformance.cluster;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.log.LogHeader;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.Machine;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.Tracer;
import dev.quorate.runtime.disk.Storage;
import dev.quorate.runtime.raft.RaftEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A protocol of the runtime, with what holds its replicas against the specs.
 *
 * @param name the runtime's name of it
 * @param logs the specs that its logs are to be behaviours of, each with what names its files
 * @param nodes the replicas of the cluster
 * @param folder where logs go, if they are written
 * @param engine makes an engine, for a condense
 * @param tracer makes a tracer of a replica, whose disk has so many records
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public record HeldProtocol<S, E, M>(
        String name,
        List<String> logs,
        List<NodeId> nodes,
        Optional<Path> folder,
        BiFunction<NodeId, UnaryOperator<List<Command>>, Engine<S, E, M>> engine,
        TracerOf<S, E, M> tracer) {
    /** How many sessions a store keeps at most, in clusters that are held against the specs. */
    static final int MAX_SESSIONS = 1000;

    /** Makes a tracer of a replica. */
    interface TracerOf<S, E, M> {
        Tracer<S, E, M> of(HeldProtocol<S, E, M> protocol, Engine<S, E, M> engine, NodeId self, long position);
    }

    /** Raft for these nodes. */
    public static HeldProtocol<?, ?, ?> raft(List<NodeId> nodes, Optional<Path> folder) {
        return new HeldProtocol<>(
                "raft",
                List.of("raft-complete"),
                nodes,
                folder,
                (self, condense) -> new RaftEngine(new TreeSet<>(nodes), condense),
                (held, engine, self, position) -> held.oneLog(
                        engine, self, position, Map.of("MaxBatch", RaftEngine.MAX_BATCH, "Window", RaftEngine.WINDOW)));
    }

    /** The protocol of a name of the runtime's. */
    public static HeldProtocol<?, ?, ?> of(String name, List<NodeId> nodes, Optional<Path> folder) {
        return switch (name) {
            case "raft" -> raft(nodes, folder);
            default -> throw new BadInputException("there is no protocol \"" + name + "\" to run; there is: raft");
        };
    }

    /** The files of a spec's logs, one for each replica. */
    public List<Path> logFiles(String spec) {
        return nodes.stream().map(node -> logFile(spec, node)).toList();
    }

    Replica<S, E, M> replica(
            NodeId self,
            Storage storage,
            Machine machine,
            Replica.Network network,
            Executor background,
            RandomGenerator random,
            Replica.Options options) {
        Engine<S, E, M> made = engine.apply(self, machine::condense);
        Tracer<S, E, M> traces = folder.isPresent() ? tracer.of(this, made, self, storage.position()) : Tracer.none();
        return new Replica<>(self, made, storage, machine, network, background, traces, random, options);
    }

    private Path logFile(String spec, NodeId node) {
        return folder.orElseThrow().resolve(spec + "-" + node.name() + ".ndjson");
    }

    private Tracer<S, E, M> oneLog(Engine<S, E, M> made, NodeId self, long position, Map<String, Integer> constants) {
        Map<String, Integer> all = new TreeMap<>(constants);
        all.put("MaxSessions", MAX_SESSIONS);
        String spec = logs.get(0);
        @SuppressWarnings("unchecked") // The binding of an engine's spec has the engine's types.
        Binding<S, E, M> binding = (Binding<S, E, M>) Binding.of(spec).orElseThrow();
        return new LogTracer<>(
                ReplicaLog.open(binding, self, new LogHeader(spec, nodes, all), logFile(spec, self), position),
                made.restart(self));
    }
}
