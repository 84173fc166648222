package dev.quorate.conformance.simulation;

import dev.quorate.core.NodeId;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Outcome;
import java.util.Map;
import java.util.Set;

/**
 * Watches a simulation: what happens at nodes, and what clients see.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public interface Observer<S, E, M> {
    /** A cluster starts: no node has taken a step. */
    default void started(Map<NodeId, S> initial) {}

    /**
     * A node has taken a step.
     *
     * @param sent what the step sends, whether it leaves the node or not
     * @param clock the vector clock of the step, if {@link #wantsClocks}; else empty
     */
    default void stepped(NodeId node, E event, S after, Set<M> sent, Map<NodeId, Long> clock) {}

    /** Whether vector clocks are to be kept. */
    default boolean wantsClocks() {
        return false;
    }

    /** A client asks for something. A process asks for one thing at a time. */
    default void invoked(int process, Operation operation) {}

    /**
     * A client has its answer.
     *
     * @param version the version of the store that was made or read
     */
    default void completed(int process, Operation operation, Outcome outcome, long version) {}

    /** A client gives up, and its process with it: the operation may have happened, may yet happen, or may never. */
    default void abandoned(int process, Operation operation) {}

    /** The clients of this cluster are gone, and with them what they still waited for. */
    default void ended() {}
}
