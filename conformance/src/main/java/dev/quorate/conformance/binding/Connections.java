package dev.quorate.conformance.binding;

/**
 * How the nodes of a protocol are connected if not by a network that loses, doubles and reorders messages: by channels, one
 * from each node to each other, that deliver what is sent in its order and once, as long as a connection lasts. {@link
 * Channels} says what they do. Each message is for one node.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public interface Connections<S, E, M> {
    /** What a node opens by sending a message. */
    Opening opening(M message);

    /**
     * Whether a node closes all its channels in a step, before it sends the step's messages. Not in a step that the spec does
     * not enable.
     */
    boolean hangsUp(S before, E event, S after);
}
