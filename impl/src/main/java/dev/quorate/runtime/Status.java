package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import java.util.Optional;

/**
 * How a replica stands.
 *
 * @param leader who leads, as far as it knows
 * @param term the term, ballot or epoch that it is in
 * @param applied the index of the last entry of its log that it has applied
 */
public record Status(
        NodeId node,
        String protocol,
        Optional<NodeId> leader,
        int term,
        int lastIndex,
        int commitIndex,
        int applied,
        int snapshotIndex) {
    static <S> Status of(NodeId node, Engine<S, ?, ?> engine, S state, int applied) {
        return new Status(
                node,
                engine.name(),
                engine.leader(node, state),
                engine.term(state),
                engine.lastIndex(state),
                engine.commitIndex(state),
                applied,
                engine.snapshotIndex(state));
    }

    /** Whether this replica leads. */
    public boolean leads() {
        return leader.equals(Optional.of(node));
    }
}
