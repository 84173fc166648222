package dev.quorate.conformance.binding;

import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.MismatchException;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The code under test, seen from the spec: values of the spec go in, values of the spec come out.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public final class Code<S, E, M> {
    private final World<S, E, M, ?> world;
    private final Protocol<S, E, M> protocol;
    private final Binding<S, E, M> binding;
    private final Codec<S> states;
    private final Codec<E> events;
    private final Codec<M> messages;
    private final Codec<NodeId> ids = Codec.of(NodeId.class);

    /**
     * What the code does with an event.
     *
     * @param after the node's state after it
     * @param messages what it sends, in the order in which it names it
     * @param traffic what that has to do with the network
     */
    public record Outcome(Value after, Set<Value> messages, Traffic<Value, Value> traffic) {
        /** The same under other names. */
        public Outcome rename(Map<Value, Value> names) {
            Set<Value> renamed = new LinkedHashSet<>();
            messages.forEach(message -> renamed.add(message.rename(names)));
            return new Outcome(
                    after.rename(names), renamed, traffic.map(node -> node.rename(names), m -> m.rename(names)));
        }
    }

    /** The code cannot do the step: a value does not fit its types, or it throws. */
    public static final class StepFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public Code(Binding<S, E, M> binding, Map<String, Value> constants) {
        this.binding = binding;
        world = binding.world(constants);
        protocol = binding.protocol(constants);
        states = Codec.of(binding.stateType());
        events = Codec.of(binding.eventType());
        messages = Codec.of(binding.messageType());
    }

    /**
     * Executes one event at one node.
     *
     * @throws StepFailure if the code cannot
     */
    public Outcome step(Value before, Value event) {
        try {
            S state = states.decode(before);
            E happening = events.decode(event);
            Step<S, M> step = protocol.step(state, happening);
            Set<Value> sent = new LinkedHashSet<>();
            step.messages().forEach(message -> sent.add(messages.encode(message)));
            return new Outcome(
                    states.encode(step.state()),
                    sent,
                    Traffic.of(
                                    world,
                                    ids.decode(field(event, "node").orElseThrow()),
                                    field(event, "message").map(messages::decode),
                                    state,
                                    happening,
                                    step)
                            .map(ids::encode, messages::encode));
        } catch (MismatchException e) {
            throw new StepFailure(e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new StepFailure("the code throws " + e + where(e), e);
        }
    }

    /**
     * The state in which a node starts.
     *
     * @throws StepFailure if the code has none
     */
    public Value initial(Value node) {
        try {
            return states.encode(protocol.initial(ids.decode(node)));
        } catch (RuntimeException e) {
            throw new StepFailure("the code throws " + e + where(e), e);
        }
    }

    /** How many commands a node in this state has applied. */
    public int applied(Value state) {
        return world.applied(states.decode(state)).size();
    }

    /** Whether an event is that a client sends something to a node. */
    public boolean isRequest(Value event) {
        E happening = events.decode(event);
        NodeId node = ids.decode(field(event, "node").orElseThrow());
        return world.service() != Service.NONE
                && happening.getClass()
                        == world.request(node, new Command("any")).getClass();
    }

    /** Whether two outcomes are the same for the node and for every network. */
    public boolean areAlike(Outcome one, Outcome other) {
        return one.after.equals(other.after)
                && one.messages.equals(other.messages)
                && (!hasChannels() || one.traffic.isLike(other.traffic));
    }

    /** Whether the network is one of {@link Channels}. */
    public boolean hasChannels() {
        return world.connections().isPresent();
    }

    /** The names of the spec's actions at a node, as the event type has them. */
    public List<String> eventNames() {
        return names(binding.eventType());
    }

    /** The names of the messages. */
    public List<String> messageNames() {
        return names(binding.messageType());
    }

    private static List<String> names(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList()
                : List.of(type.getSimpleName());
    }

    private static Optional<Value> field(Value event, String name) {
        return event instanceof Value.Rec fields
                ? Optional.ofNullable(fields.fields().get(name))
                : Optional.empty();
    }

    private static String where(RuntimeException e) {
        StackTraceElement[] stack = e.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }
}
