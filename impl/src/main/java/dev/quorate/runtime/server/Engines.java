package dev.quorate.runtime.server;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.paxos.MultiPaxosEngine;
import dev.quorate.runtime.raft.RaftEngine;
import dev.quorate.runtime.zab.ZabEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** The protocols that a server can run. */
public final class Engines {
    private interface Maker {
        Engine<?, ?, ?> make(Set<NodeId> nodes, LongSupplier chance, UnaryOperator<List<Command>> condense);
    }

    private static final Map<String, Maker> MAKERS = new TreeMap<>(Map.of(
            "raft", (nodes, chance, condense) -> new RaftEngine(nodes, condense),
            "multi-paxos", (nodes, chance, condense) -> new MultiPaxosEngine(nodes, condense),
            "zab", ZabEngine::new));

    private Engines() {}

    /** Their names, in order. */
    public static List<String> names() {
        return List.copyOf(MAKERS.keySet());
    }

    /**
     * The protocol of a name, for a cluster of these nodes; empty if there is none.
     *
     * @param chance gives numbers that nobody was given before
     * @param condense makes of the commands that a snapshot stands for fewer that lead to the same state
     */
    public static Optional<Engine<?, ?, ?>> named(
            String name, Set<NodeId> nodes, LongSupplier chance, UnaryOperator<List<Command>> condense) {
        return Optional.ofNullable(MAKERS.get(name)).map(maker -> maker.make(nodes, chance, condense));
    }
}
