package dev.quorate.conformance.cluster;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.Machine;
import dev.quorate.runtime.Replica;
import dev.quorate.runtime.Tracer;
import dev.quorate.runtime.disk.Storage;
import dev.quorate.runtime.server.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * A protocol of the runtime, for replicas that are held against its specs.
 *
 * @param name the runtime's name of it
 * @param nodes the replicas of the cluster
 * @param folder where logs go, if they are written
 */
public record HeldProtocol(String name, List<NodeId> nodes, Optional<Path> folder) {
    /** How many sessions the store keeps at most. */
    static final int MAX_SESSIONS = 1000;

    /** The files of the logs of the cluster, by the spec that they are to be behaviours of. */
    public Map<String, List<Path>> logs() {
        Engine<?, ?, ?> engine = Engines.named(name, new TreeSet<>(nodes), () -> 0, UnaryOperator.identity())
                .orElseThrow();
        return logs(engine);
    }

    private <S> Map<String, List<Path>> logs(Engine<S, ?, ?> engine) {
        Map<String, List<Path>> logs = new TreeMap<>();
        for (String spec :
                engine.states(engine.protocol().initial(nodes.get(0))).keySet()) {
            logs.put(
                    spec,
                    nodes.stream()
                            .map(node -> SpecTracer.file(engine, logFile(node), spec))
                            .toList());
        }
        return logs;
    }

    private Path logFile(NodeId node) {
        return folder.orElseThrow().resolve(node.name() + ".ndjson");
    }

    /** A replica that goes on from what its storage has. */
    Replica<?, ?, ?> replica(
            NodeId self,
            Storage storage,
            Machine machine,
            Replica.Network network,
            Executor background,
            SplittableRandom random,
            Replica.Options options) {
        Engine<?, ?, ?> engine = Engines.named(name, new TreeSet<>(nodes), random::nextLong, machine::condense)
                .orElseThrow();
        return replica(engine, self, storage, machine, network, background, random, options);
    }

    private <S, E, M> Replica<S, E, M> replica(
            Engine<S, E, M> engine,
            NodeId self,
            Storage storage,
            Machine machine,
            Replica.Network network,
            Executor background,
            SplittableRandom random,
            Replica.Options options) {
        Tracer<S, E, M> tracer =
                folder.isPresent() ? new SpecTracer<>(self, nodes, engine, MAX_SESSIONS, logFile(self)) : Tracer.none();
        return new Replica<>(self, engine, storage, machine, network, background, tracer, random, options);
    }
}
