package dev.quorate.conformance.binding;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The constants of a model, as a binding needs them. */
public final class Constants {
    private final Map<String, Value> values;

    /** The constants with these values. */
    public Constants(Map<String, Value> values) {
        this.values = values;
    }

    /**
     * The nodes in a set, in order.
     *
     * @throws BadInputException if the constant is no set
     */
    public Set<NodeId> nodes(String name) {
        return new TreeSet<>(elements(name, NodeId.class));
    }

    /**
     * The elements of a set, as Java objects.
     *
     * @throws BadInputException if the constant is no set
     */
    public <T> List<T> elements(String name, Class<T> type) {
        if (!(values.get(name) instanceof Value.SetValue set)) {
            throw new BadInputException("the model gives no set for the constant " + name + ", which the code needs");
        }
        Codec<T> codec = Codec.of(type);
        return set.elements().stream().map(codec::decode).toList();
    }

    /** The nodes that play a role: those that the constant names; where it names none but {@code Node}, every node. */
    public Set<NodeId> role(String name) {
        return nodes(values.containsKey(name) ? name : "Node");
    }

    /**
     * A single node.
     *
     * @throws BadInputException if the model does not give the constant
     */
    public NodeId node(String name) {
        if (!values.containsKey(name)) {
            throw new BadInputException("the model gives no node for the constant " + name + ", which the code needs");
        }
        return Codec.of(NodeId.class).decode(values.get(name));
    }

    /** The commands in a set; none if the model does not say. */
    public List<Command> commands(String name) {
        List<Command> commands = new ArrayList<>();
        if (values.get(name) instanceof Value.SetValue set) {
            Codec<Command> codec = Codec.of(Command.class);
            set.elements().forEach(command -> commands.add(codec.decode(command)));
        }
        return commands;
    }

    /** Whether the model gives a constant. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * A number.
     *
     * @throws BadInputException if the constant is none
     */
    public int number(String name) {
        if (values.get(name) instanceof Value.Int number) {
            return Math.toIntExact(number.value());
        }
        throw new BadInputException("the model gives no number for the constant " + name + ", which the code needs");
    }
}
