package dev.quorate.conformance.binding;

import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * States of a world as values of the spec's variables, and what happens in it as values of the model's {@code event}.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 * @param <G> the ghost variables
 */
public final class WorldCodec<S, E, M, G> {
    private final List<Value> names = new ArrayList<>();
    private final Codec<S> states;
    private final Codec<E> events;
    private final Codec<M> messages;
    private final Codec<G> ghosts;

    public WorldCodec(Binding<S, E, M> binding, World<S, E, M, G> world) {
        Codec<NodeId> ids = Codec.of(NodeId.class);
        world.nodes().forEach(node -> names.add(ids.encode(node)));
        states = Codec.of(binding.stateType());
        events = Codec.of(binding.eventType());
        messages = Codec.of(binding.messageType());
        ghosts = Codec.of(world.ghostType());
    }

    /** The variables {@code nodes} and {@code network}, and the ghosts. */
    public Map<String, Value> state(List<S> nodes, Collection<M> network, G ghost) {
        Map<Value, Value> byName = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), states.encode(nodes.get(i)));
        }
        Map<String, Value> values = new TreeMap<>();
        if (ghosts.encode(ghost) instanceof Value.Rec variables) {
            values.putAll(variables.fields());
        }
        values.put("nodes", Value.function(byName));
        values.put("network", Value.set(network.stream().map(messages::encode).toList()));
        return values;
    }

    /** An event at a node. */
    public Value event(E event) {
        return events.encode(event);
    }

    /** A message is lost. */
    public Value lose(M message) {
        return Value.record(Map.of("type", Value.of("Lose"), "message", messages.encode(message)));
    }

    /** Nothing has happened. */
    public static Value init() {
        return Value.record(Map.of("type", Value.of("Init")));
    }
}
