package dev.quorate.conformance.binding;

import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.util.ArrayList;
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
    private final Codec<NodeId> ids = Codec.of(NodeId.class);
    private final Codec<S> states;
    private final Codec<E> events;
    private final Codec<M> messages;
    private final Codec<G> ghosts;

    public WorldCodec(Binding<S, E, M> binding, World<S, E, M, G> world) {
        world.nodes().forEach(node -> names.add(ids.encode(node)));
        states = Codec.of(binding.stateType());
        events = Codec.of(binding.eventType());
        messages = Codec.of(binding.messageType());
        ghosts = Codec.of(world.ghostType());
    }

    /** The variables {@code nodes} and {@code network}, and the ghosts. */
    public Map<String, Value> state(List<S> nodes, Network<NodeId, M> network, G ghost) {
        Map<Value, Value> byName = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), states.encode(nodes.get(i)));
        }
        Map<String, Value> values = new TreeMap<>();
        if (ghosts.encode(ghost) instanceof Value.Rec variables) {
            values.putAll(variables.fields());
        }
        values.put("nodes", Value.function(byName));
        values.put("network", NetworkValues.of(network.map(ids::encode, messages::encode)));
        return values;
    }

    /** An event at a node. */
    public Value event(E event) {
        return events.encode(event);
    }

    /** What the network does of itself. */
    public Value event(Network.Incident<NodeId, M> incident) {
        return NetworkValues.event(incident.map(ids::encode, messages::encode));
    }

    /** Nothing has happened. */
    public static Value init() {
        return Value.record(Map.of("type", Value.of("Init")));
    }
}
