package dev.quorate.conformance.binding;

import dev.quorate.conformance.value.Value;
import dev.quorate.core.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Ties a Java protocol to its spec. The spec has the variables {@code nodes}, {@code network} and {@code event}; the values of
 * {@code nodes} have the shape of {@code S}, the messages in {@code network} that of {@code M}, and {@code event}, where it
 * names a {@code node}, that of {@code E}. What happens in the network alone is an event without a node. The network is a set
 * of messages, or, if the world has {@link World#connections connections}, a function from pairs of nodes to sequences.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public interface Binding<S, E, M> {
    /** The spec's name, as in {@code quorate conform SPEC}. */
    String spec();

    Class<S> stateType();

    Class<E> eventType();

    Class<M> messageType();

    /**
     * The world of a cluster that is given by the constants of a model; by {@code Node} alone, if a cluster is all that is
     * wanted.
     */
    World<S, E, M, ?> world(Map<String, Value> constants);

    /** The protocol of that world. */
    default Protocol<S, E, M> protocol(Map<String, Value> constants) {
        return world(constants).protocol();
    }

    /** The types of events with which a node's connections end, if the spec has channels. */
    default Set<String> endsOfConnections() {
        return Set.of();
    }

    /** The binding of a spec, if there is one on the classpath. */
    static Optional<Binding<?, ?, ?>> of(String spec) {
        for (Binding<?, ?, ?> binding : ServiceLoader.load(Binding.class, Binding.class.getClassLoader())) {
            if (binding.spec().equals(spec)) {
                return Optional.of(binding);
            }
        }
        return Optional.empty();
    }
}
