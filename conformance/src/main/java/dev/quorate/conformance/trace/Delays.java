package dev.quorate.conformance.trace;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many messages, one caused by the other, lie between a client's request and the first node that has applied something
 * because of it. The request is the first of them. This is what papers count as message delays: time, if each message takes one
 * unit of it, and nothing else any.
 *
 * <p>Source: L. Lamport, "Lower bounds for asynchronous consensus" (2003), section 2.3.
 *
 * @param messages how many
 * @param node who applied it
 * @param state the index of the state in which it has
 */
public record Delays(int messages, Value node, int state) {
    /**
     * Counts along a trace, from its first request, what the Java code sends in each step.
     *
     * @param name what to call the trace in a message
     * @throws BadInputException if there is no request in the trace, nobody applies anything because of it, or the trace is not one
     *     that the code follows
     */
    public static Delays of(Trace trace, String name) {
        Replay replay = Replay.of(trace, name);
        if (replay.divergedAt().isPresent()) {
            throw new BadInputException(name + ": the code does not reach state "
                    + replay.divergedAt().getAsInt() + "; expected a trace that it follows");
        }
        Binding<?, ?, ?> binding = Binding.of(trace.header().spec()).orElseThrow();
        return new Counter(new Code<>(binding, trace.header().constants()), trace).count(name);
    }

    /** What is caused by the request: nodes and messages, each after how many messages. */
    private static final class Counter {
        private final Code<?, ?, ?> code;
        private final Trace trace;
        private final Map<Value, Integer> nodes = new HashMap<>();
        private final Map<Value, Integer> messages = new HashMap<>();

        Counter(Code<?, ?, ?> code, Trace trace) {
            this.code = code;
            this.trace = trace;
        }

        Delays count(String name) {
            for (int i = 1; i < trace.states().size(); i++) {
                Value event = trace.states().get(i).event().orElseThrow();
                Optional<Value> node = field(event, "node");
                if (node.isPresent() && step(i, node.get(), event)) {
                    return new Delays(nodes.get(node.get()), node.get(), i);
                }
            }
            throw new BadInputException(name
                    + (nodes.isEmpty()
                            ? ": no client asks for anything; expected a request"
                            : ": nobody applies anything after the request; expected that a node does"));
        }

        /** Whether the node applies something because of the request. */
        private boolean step(int i, Value node, Value event) {
            Value before = local(i - 1, node);
            boolean isFirst = nodes.isEmpty() || nodes.values().stream().allMatch(delay -> delay == 1);
            if (isFirst && field(event, "message").isEmpty() && code.isRequest(event)) {
                nodes.put(node, 1);
            }
            field(event, "message").map(messages::get).ifPresent(delay -> nodes.merge(node, delay + 1, Math::max));
            Integer delay = nodes.get(node);
            if (delay == null) {
                return false;
            }
            code.step(before, event).messages().forEach(message -> messages.putIfAbsent(message, delay));
            return code.applied(local(i, node)) > code.applied(before);
        }

        private Value local(int i, Value node) {
            return trace.states().get(i).values().get("nodes").asMappings().get(node);
        }

        private static Optional<Value> field(Value event, String field) {
            return event instanceof Value.Rec record
                    ? Optional.ofNullable(record.fields().get(field))
                    : Optional.empty();
        }
    }
}
