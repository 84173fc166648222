package dev.quorate.runtime.server;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.raft.RaftEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The protocols that a server can run. */
public final class Engines {
    private interface Maker {
        Engine<?, ?, ?> make(Set<NodeId> nodes, UnaryOperator<List<Command>> condense);
    }

    private static final Map<String, Maker> MAKERS = new TreeMap<>(Map.of("raft", RaftEngine::new));

    private Engines() {}

    /** Their names, in order. */
    public static List<String> names() {
        return List.copyOf(MAKERS.keySet());
    }

    /**
     * The protocol of a name, for a cluster of these nodes; empty if there is none.
     *
     * @param condense makes of the commands that a snapshot stands for fewer that lead to the same state
     */
    public static Optional<Engine<?, ?, ?>> named(
            String name, Set<NodeId> nodes, UnaryOperator<List<Command>> condense) {
        return Optional.ofNullable(MAKERS.get(name)).map(maker -> maker.make(nodes, condense));
    }
}
