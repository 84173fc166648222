package dev.quorate.conformance.binding;

import java.util.List;
import java.util.function.Function;

/**
 * A state of the network between nodes, immutable: what is on the way, and what can happen to it.
 *
 * @param <N> what stands for a node
 * @param <M> what stands for a message
 */
public sealed interface Network<N, M> permits Pool, Channels {
    /** The network of a world before anything has happened. */
    static <N, M> Network<N, M> initial(World<?, ?, ?, ?> world) {
        return world.connections().isPresent() ? Channels.closed() : Pool.empty();
    }

    /** The messages that may be received next, those sent last at the end as far as there is an order. */
    List<M> arriving();

    /** Whether a message may be received next. */
    boolean delivers(Letter<N, M> letter);

    /**
     * The network after a step of a node.
     *
     * @throws IllegalArgumentException if the step receives what the network does not deliver
     */
    Network<N, M> after(Traffic<N, M> step);

    /** What the network may do of itself next. */
    List<Incident<N, M>> incidents();

    /** The network after it has done something of itself. */
    Network<N, M> after(Incident<N, M> incident);

    /** The same, with others in the place of nodes and messages. */
    <O, L> Network<O, L> map(Function<N, O> nodes, Function<M, L> messages);

    /** What the network does of itself. */
    sealed interface Incident<N, M> {
        /** The same, with others in the place of nodes and messages. */
        <O, L> Incident<O, L> map(Function<N, O> nodes, Function<M, L> messages);
    }

    /** A message is lost. */
    record Loss<N, M>(M message) implements Incident<N, M> {
        @Override
        public <O, L> Loss<O, L> map(Function<N, O> nodes, Function<M, L> messages) {
            return new Loss<>(messages.apply(message));
        }
    }

    /** The connection between two nodes breaks: the channels both ways are closed. */
    record Break<N, M>(N one, N other) implements Incident<N, M> {
        @Override
        public <O, L> Break<O, L> map(Function<N, O> nodes, Function<M, L> messages) {
            return new Break<>(nodes.apply(one), nodes.apply(other));
        }
    }
}
