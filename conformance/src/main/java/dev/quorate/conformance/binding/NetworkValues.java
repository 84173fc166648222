package dev.quorate.conformance.binding;

import dev.quorate.conformance.binding.Network.Break;
import dev.quorate.conformance.binding.Network.Incident;
import dev.quorate.conformance.binding.Network.Loss;
import dev.quorate.conformance.value.Differences;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Networks as values of the spec's variable {@code network}. */
public final class NetworkValues {
    private static final Value CLOSED = Value.model("closed");

    private NetworkValues() {}

    /** The value of a network. */
    public static Value of(Network<Value, Value> network) {
        if (network instanceof Channels<Value, Value> channels) {
            Map<Value, Value> sequences = new LinkedHashMap<>();
            channels.open().forEach((channel, sequence) -> sequences.put(pair(channel), Value.sequence(sequence)));
            return Value.function(sequences);
        }
        return Value.set(((Pool<Value, Value>) network).messages());
    }

    /** The network of a value: a set of messages, or a function from pairs of nodes to sequences; empty if it is neither. */
    public static Optional<Network<Value, Value>> parse(Value value) {
        if (value instanceof Value.SetValue set) {
            return Optional.of(new Pool<>(new LinkedHashSet<>(set.elements())));
        }
        Map<Channel<Value>, List<Value>> open = new LinkedHashMap<>();
        for (Map.Entry<Value, Value> mapping : value.asMappings().entrySet()) {
            if (!(mapping.getKey() instanceof Value.Seq pair)
                    || pair.elements().size() != 2
                    || !(mapping.getValue() instanceof Value.Seq sequence)) {
                return Optional.empty();
            }
            open.put(new Channel<>(pair.elements().get(0), pair.elements().get(1)), sequence.elements());
        }
        return value.isFunction() ? Optional.of(new Channels<>(open)) : Optional.empty();
    }

    /** The event that something the network does of itself is. */
    public static Value event(Incident<Value, Value> incident) {
        if (incident instanceof Break<Value, Value> broken) {
            return Value.record(Map.of(
                    "type", Value.of("Disconnect"), "between", Value.set(List.of(broken.one(), broken.other()))));
        }
        return Value.record(Map.of("type", Value.of("Lose"), "message", ((Loss<Value, Value>) incident).message()));
    }

    /** Where two networks differ: one line for each channel, or for all messages if they have none. */
    public static List<String> differences(Value wanted, Value found, String wantedBy, String foundIn) {
        if (wanted instanceof Value.SetValue || found instanceof Value.SetValue) {
            return Differences.between("network", wanted, found, wantedBy, foundIn);
        }
        Map<Value, Value> ones = wanted.asMappings();
        Map<Value, Value> others = found.asMappings();
        Map<String, Value> channels = new TreeMap<>();
        Set<Value> all = new LinkedHashSet<>(ones.keySet());
        all.addAll(others.keySet());
        all.forEach(channel -> channels.put("network[" + channel + "]", channel));
        List<String> differences = new ArrayList<>();
        channels.forEach((path, channel) -> {
            Value one = ones.getOrDefault(channel, CLOSED);
            Value other = others.getOrDefault(channel, CLOSED);
            if (!one.equals(other)) {
                differences.add(path + ": " + wantedBy + " " + one + ", " + foundIn + " " + other);
            }
        });
        return differences;
    }

    private static Value pair(Channel<Value> channel) {
        return Value.sequence(List.of(channel.from(), channel.to()));
    }
}
