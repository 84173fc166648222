package dev.quorate.conformance.log;

import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.nio.file.Path;
import java.util.Map;

/** A line of a log after its header. Atoms are strings in its values. */
public sealed interface LogLine {
    /** Where it stands. */
    Place place();

    /** A line of a file; the first is 1. */
    record Place(Path file, long line) {
        @Override
        public String toString() {
            return file + ", line " + line;
        }
    }

    /**
     * The cluster starts.
     *
     * @param states the initial states of some nodes, or of all
     */
    record Init(Place place, Map<NodeId, Value> states) implements LogLine {}

    /**
     * An event at a node.
     *
     * @param event the spec's event record
     * @param change the node's state after it
     * @param sent the set of messages sent
     * @param clock the vector clock; empty if the log has none
     */
    record Event(Place place, NodeId node, Value event, StateChange change, Value sent, Map<NodeId, Long> clock)
            implements LogLine {}
}
