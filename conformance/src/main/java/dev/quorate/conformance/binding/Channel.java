package dev.quorate.conformance.binding;

/**
 * The way from one node to another.
 *
 * @param <N> what stands for a node
 */
public record Channel<N>(N from, N to) {
    /** The way back. */
    public Channel<N> back() {
        return new Channel<>(to, from);
    }

    /** Whether a node is at one of its ends. */
    public boolean touches(N node) {
        return from.equals(node) || to.equals(node);
    }
}
