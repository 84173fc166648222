package dev.quorate.conformance;

import dev.quorate.conformance.binding.Answer;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.History;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the clients of a register see in a trace: what they ask for, and what nodes answer by {@link World#answer}. */
public final class TraceHistory {
    private TraceHistory() {}

    /** Whether what clients see in a trace is linearizable. */
    public static Verdict verdict(Trace trace) {
        Checker checker = Checker.of(Models.named("register").orElseThrow());
        return checker.check(of(trace)).verdict();
    }

    /** The history of a trace. */
    public static History of(Trace trace) {
        return of(trace, Binding.of(trace.header().spec()).orElseThrow());
    }

    private static <S, E, M> History of(Trace trace, Binding<S, E, M> binding) {
        World<S, E, M, ?> world = binding.world(trace.header().constants());
        Codec<S> states = Codec.of(binding.stateType());
        Codec<E> events = Codec.of(binding.eventType());
        Codec<NodeId> ids = Codec.of(NodeId.class);
        Map<NodeId, Long> open = new HashMap<>();
        History.Builder history =
                new History.Builder("the clients of " + trace.header().model());
        long process = 0;
        for (int i = 1; i < trace.states().size(); i++) {
            Map<String, Value> event = fields(trace.states().get(i).event().orElseThrow());
            if (!event.containsKey("node")) {
                continue;
            }
            NodeId node = ids.decode(event.get("node"));
            E happened = events.decode(trace.states().get(i).event().orElseThrow());
            String type = ((Value.Str) event.get("type")).value();
            if (type.equals("ClientWrite") || type.equals("ClientRead")) {
                open.put(node, ++process);
                boolean writes = type.equals("ClientWrite");
                history.invoke(
                        process,
                        writes ? "write" : "read",
                        writes
                                ? Codec.of(Command.class)
                                        .decode(event.get("value"))
                                        .name()
                                : Optional.empty());
            }
            Optional<Answer> answer = world.answer(
                    states.decode(state(trace, i - 1, event.get("node"))),
                    happened,
                    states.decode(state(trace, i, event.get("node"))));
            if (answer.isPresent()) {
                history.ok(open.remove(node), answer.get().value().map(Command::name));
            } else if (type.equals("Restart") && open.containsKey(node)) {
                history.info(open.remove(node));
            }
        }
        return history.build();
    }

    private static Map<String, Value> fields(Value event) {
        return ((Value.Rec) event).fields();
    }

    private static Value state(Trace trace, int i, Value node) {
        return trace.states().get(i).values().get("nodes").asMappings().get(node);
    }
}
