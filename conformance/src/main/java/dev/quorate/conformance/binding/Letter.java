package dev.quorate.conformance.binding;

import java.util.function.Function;

/**
 * A message on its way to one node.
 *
 * @param <N> what stands for a node
 * @param <M> what stands for a message
 * @param opening what sending it opens
 */
public record Letter<N, M>(N from, N to, M message, Opening opening) {
    /** The channel that it takes. */
    public Channel<N> channel() {
        return new Channel<>(from, to);
    }

    /** The same, with others in the place of nodes and messages. */
    <O, L> Letter<O, L> map(Function<N, O> nodes, Function<M, L> messages) {
        return new Letter<>(nodes.apply(from), nodes.apply(to), messages.apply(message), opening);
    }
}
