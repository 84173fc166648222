package dev.quorate.runtime;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.paxos.MultiPaxosEngine;
import dev.quorate.runtime.raft.RaftEngine;
import dev.quorate.runtime.zab.ZabEngine;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** All engines. Limits are small, so that a short run comes to them, or those that a server has. */
enum Engines {
    RAFT,
    MULTI_PAXOS,
    ZAB;

    static final List<NodeId> NODES = List.of(new NodeId("1"), new NodeId("2"), new NodeId("3"));

    Engine<?, ?, ?> small(LongSupplier boots, UnaryOperator<List<Command>> condense) {
        return switch (this) {
            case RAFT -> new RaftEngine(Set.copyOf(NODES), 4, 8, condense);
            case MULTI_PAXOS -> new MultiPaxosEngine(Set.copyOf(NODES), condense);
            case ZAB -> new ZabEngine(Set.copyOf(NODES), 5, boots, condense);
        };
    }

    Engine<?, ?, ?> large(LongSupplier boots, UnaryOperator<List<Command>> condense) {
        return switch (this) {
            case RAFT -> new RaftEngine(Set.copyOf(NODES), condense);
            case MULTI_PAXOS -> new MultiPaxosEngine(Set.copyOf(NODES), condense);
            case ZAB -> new ZabEngine(Set.copyOf(NODES), boots, condense);
        };
    }
}
