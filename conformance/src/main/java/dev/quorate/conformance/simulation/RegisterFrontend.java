package dev.quorate.conformance.simulation;

import dev.quorate.conformance.binding.Answer;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.kv.Operation.Put;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** A register that nodes keep as the protocol says. A node does one client's operation at a time, and refuses others meanwhile. */
final class RegisterFrontend<S, E> implements Frontend<S, E> {
    private final World<S, E, ?, ?> world;
    private final BiPredicate<Integer, E> submit;
    private final List<Optional<Asked>> asked = new ArrayList<>();

    /** What was written by which command. */
    private final Map<Command, String> written = new HashMap<>();

    private record Asked(Operation operation, Reply reply) {}

    RegisterFrontend(World<S, E, ?, ?> world, BiPredicate<Integer, E> submit) {
        this.world = world;
        this.submit = submit;
        world.nodes().forEach(node -> asked.add(Optional.empty()));
    }

    @Override
    public boolean takes(int node, Entry entry, long seen, Reply reply) {
        if (asked.get(node).isPresent()) {
            return false;
        }
        NodeId name = world.nodes().get(node);
        Operation operation = ((Request) entry).operation();
        E event = world.read(name);
        if (operation instanceof Put put) {
            written.put(entry.command(), put.value());
            event = world.request(name, entry.command());
        }
        // Before the step, which may answer.
        asked.set(node, Optional.of(new Asked(operation, reply)));
        boolean taken = submit.test(node, event);
        if (!taken) {
            asked.set(node, Optional.empty());
        }
        return taken;
    }

    @Override
    public void stepped(int node, S before, E event, S after) {
        Optional<Answer> answer = world.answer(before, event, after);
        Optional<Asked> open = asked.get(node);
        if (answer.isPresent() && open.isPresent()) {
            asked.set(node, Optional.empty());
            Optional<String> value =
                    open.get().operation instanceof Get ? answer.get().value().map(written::get) : Optional.empty();
            open.get().reply.send(new Done(1, new Outcome(true, value)), 0);
        }
    }

    @Override
    public void crashed(int node) {
        asked.set(node, Optional.empty());
    }
}
