package dev.quorate.core;

/**
 * A protocol as a state machine, one instance for a cluster. States, events and messages are immutable records shaped as
 * the spec's records are. {@link #step} is a pure function: no clock, thread, randomness or I/O, and equal arguments give
 * equal results.
 *
 * @param <S> the local state of one node: the spec's {@code nodes[n]}
 * @param <E> what can happen at a node: the spec's actions that name a node
 * @param <M> the messages: the spec's {@code network} holds a set of them
 */
public interface Protocol<S, E, M> {
    /** The state of {@code node} before anything has happened: the spec's {@code Init}. */
    S initial(NodeId node);

    /**
     * What {@code event} does at its node in {@code state}. Total: an event that the spec does not enable in this state
     * changes nothing and sends nothing. Which messages may arrive is not for the state to say but for the network; a protocol
     * that needs one which keeps its order may rely on that.
     */
    Step<S, M> step(S state, E event);
}
