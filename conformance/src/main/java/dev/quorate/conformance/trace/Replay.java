package dev.quorate.conformance.trace;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Channels;
import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.binding.Network;
import dev.quorate.conformance.binding.NetworkValues;
import dev.quorate.conformance.binding.Pool;
import dev.quorate.conformance.binding.Traffic;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.value.Differences;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Replays a trace on the Java code, without TLC: each step of a node is executed, and must give the node's next state and the
 * messages of the trace. A trace that no code could follow is bad input: a step that changes another node, a message that
 * nobody sent, one received that is not there.
 *
 * @param nodeSteps steps executed
 * @param environmentSteps steps of the network or of clients, in which no node moves
 * @param divergedAt the index of the first state that the code does not reach; empty if it reaches all
 * @param differences what is different there
 */
public record Replay(int nodeSteps, int environmentSteps, OptionalInt divergedAt, List<String> differences) {
    /** Whether the code did what the trace asks for: all of it, or all up to the state that it must refuse to reach. */
    public boolean isAsExpected(Trace trace) {
        return divergedAt.equals(trace.header().refusedAt());
    }

    /**
     * Replays a trace.
     *
     * @param name what to call the trace in a message
     * @throws BadInputException if no code is bound to its spec, or no code could follow it
     */
    public static Replay of(Trace trace, String name) {
        Binding<?, ?, ?> binding = Binding.of(trace.header().spec())
                .orElseThrow(() -> new BadInputException(name + ": no Java code is bound to the spec \""
                        + trace.header().spec() + "\""));
        return new Replayer(new Code<>(binding, trace.header().constants()), trace, name).replay();
    }

    private static final class Replayer {
        private final Code<?, ?, ?> code;
        private final Trace trace;
        private final String name;
        private int nodeSteps;
        private int environmentSteps;

        Replayer(Code<?, ?, ?> code, Trace trace, String name) {
            this.code = code;
            this.trace = trace;
            this.name = name;
        }

        Replay replay() {
            List<String> differences = initial();
            if (!differences.isEmpty()) {
                return new Replay(0, 0, OptionalInt.of(0), differences);
            }
            for (int i = 1; i < trace.states().size(); i++) {
                differences = step(i);
                if (!differences.isEmpty()) {
                    return new Replay(nodeSteps, environmentSteps, OptionalInt.of(i), differences);
                }
            }
            return new Replay(nodeSteps, environmentSteps, OptionalInt.empty(), List.of());
        }

        private List<String> initial() {
            List<String> differences = new ArrayList<>();
            nodes(0).forEach((node, state) -> differences.addAll(attempt(() ->
                    Differences.between("nodes[" + node + "]", state, code.initial(node), "the trace", "the code"))));
            if (!network(0).equals(code.hasChannels() ? Channels.closed() : Pool.empty())) {
                throw wrong(0, "expected no message in the initial state, found " + variable(0, "network"));
            }
            return differences;
        }

        private List<String> step(int i) {
            Value event = trace.states().get(i).event().orElseThrow(() -> wrong(i, "there is no event"));
            Value node = field(event, "node").orElse(null);
            Map<Value, Value> old = nodes(i - 1);
            Map<Value, Value> now = nodes(i);
            if (node != null && !old.containsKey(node)) {
                throw wrong(i, "the event happens at " + node + ", which is no node: " + event);
            }
            if (field(event, "rewrites").equals(Optional.of(Value.of(true)))) {
                // The model renumbers what only grows, so that a behaviour for ever has finitely many states.
                environmentSteps++;
                return List.of();
            }
            old.forEach((other, state) -> {
                if (!other.equals(node) && !state.equals(now.get(other))) {
                    throw wrong(
                            i,
                            "no successor of the state before: " + event + " changes "
                                    + String.join(
                                            "; ",
                                            Differences.between(
                                                    "nodes[" + other + "]",
                                                    state,
                                                    now.getOrDefault(other, Value.of("nothing")),
                                                    "before",
                                                    "after")));
                }
            });
            if (node == null) {
                environmentSteps++;
                ofItself(i, event);
                return List.of();
            }
            Optional<Value> message = field(event, "message");
            if (message.isPresent() && !network(i - 1).arriving().contains(message.get())) {
                throw wrong(
                        i,
                        "no successor of the state before: the message received is not "
                                + (code.hasChannels() ? "the next on a channel: " : "in the network: ")
                                + message.get());
            }
            nodeSteps++;
            return attempt(() -> differences(i, node, event, old.get(node), now.get(node)));
        }

        /** The network does something of itself. A set may lose any messages, and a model may have other such events. */
        private void ofItself(int i, Value event) {
            Network<Value, Value> before = network(i - 1);
            Network<Value, Value> after = network(i);
            if (before instanceof Pool<Value, Value> old && after instanceof Pool<Value, Value> now) {
                now.messages().stream()
                        .filter(message -> !old.messages().contains(message))
                        .findFirst()
                        .ifPresent(message -> {
                            throw wrong(i, "no successor of the state before: nobody sends " + message);
                        });
                return;
            }
            Network<Value, Value> expected = before.incidents().stream()
                    .filter(incident -> NetworkValues.event(incident).equals(event))
                    .findFirst()
                    .map(before::after)
                    .orElse(before);
            if (!after.equals(expected)) {
                throw wrong(
                        i,
                        "no successor of the state before: " + event + " does not lead here: "
                                + String.join("; ", differences(after, expected, "the trace", "the event")));
            }
        }

        private List<String> differences(int i, Value node, Value event, Value before, Value after) {
            Code.Outcome outcome = code.step(before, event);
            List<String> differences = new ArrayList<>(
                    Differences.between("nodes[" + node + "]", after, outcome.after(), "the trace", "the code"));
            Network<Value, Value> expected = after(i, outcome.traffic());
            if (!network(i).equals(expected) && !network(i).equals(consumed(outcome.traffic(), expected))) {
                differences.addAll(differences(network(i), expected, "the trace", "the code"));
            }
            return differences;
        }

        private Network<Value, Value> after(int i, Traffic<Value, Value> traffic) {
            try {
                return network(i - 1).after(traffic);
            } catch (IllegalArgumentException e) {
                throw wrong(i, "no successor of the state before: the message received is " + e.getMessage());
            }
        }

        /** A set in which a message does not stay when it is received. */
        private static Network<Value, Value> consumed(Traffic<Value, Value> traffic, Network<Value, Value> after) {
            if (!(after instanceof Pool<Value, Value> pool)) {
                return after;
            }
            Set<Value> messages = new HashSet<>(pool.messages());
            traffic.received().ifPresent(letter -> messages.remove(letter.message()));
            traffic.sent().forEach(letter -> messages.add(letter.message()));
            return new Pool<>(messages);
        }

        private static List<String> differences(
                Network<Value, Value> wanted, Network<Value, Value> found, String wantedBy, String foundIn) {
            return NetworkValues.differences(NetworkValues.of(wanted), NetworkValues.of(found), wantedBy, foundIn);
        }

        private Map<Value, Value> nodes(int i) {
            Value nodes = variable(i, "nodes");
            if (!nodes.isFunction()) {
                throw wrong(i, "nodes is no function: " + nodes);
            }
            return nodes.asMappings();
        }

        private Network<Value, Value> network(int i) {
            Value network = variable(i, "network");
            return NetworkValues.parse(network)
                    .filter(parsed -> parsed instanceof Channels == code.hasChannels())
                    .orElseThrow(() -> wrong(
                            i,
                            (code.hasChannels()
                                            ? "network is no function from pairs of nodes to sequences: "
                                            : "network is no set: ")
                                    + network));
        }

        private Value variable(int i, String variable) {
            Value value = trace.states().get(i).values().get(variable);
            if (value == null) {
                throw wrong(i, "there is no variable " + variable);
            }
            return value;
        }

        private static Optional<Value> field(Value event, String field) {
            return event instanceof Value.Rec record
                    ? Optional.ofNullable(record.fields().get(field))
                    : Optional.empty();
        }

        private static List<String> attempt(Supplier<List<String>> comparison) {
            try {
                return comparison.get();
            } catch (Code.StepFailure e) {
                return List.of(e.getMessage());
            }
        }

        private BadInputException wrong(int state, String problem) {
            return new BadInputException(name + ": states[" + state + "]: " + problem);
        }
    }
}
