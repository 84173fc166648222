package dev.quorate.core;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one event does at one node: the node's next state and the messages it sends.
 *
 * <p>The contract with whoever runs the node: the durable part of {@code state} is on disk before any of {@code messages}
 * leaves. Which part is durable is what the spec's {@code Restart} keeps. A node that stops between the two has taken the
 * step and lost its messages, which the protocol must bear anyway.
 *
 * @param <S> the protocol's node state
 * @param <M> the protocol's messages
 */
public record Step<S, M>(S state, Set<M> messages) {
    public Step {
        // Keeps the order in which the protocol names them, so that equal runs are equal to the byte.
        // One message is not hashed: it may be as long as a batch of entries.
        messages =
                messages.size() < 2 ? Set.copyOf(messages) : Collections.unmodifiableSet(new LinkedHashSet<>(messages));
    }

    /** A step that sends nothing. */
    public static <S, M> Step<S, M> to(S state) {
        return new Step<>(state, Set.of());
    }
}
