package dev.quorate.conformance.simulation;

import dev.quorate.conformance.binding.Answer;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.simulation.Operation.Action;
import dev.quorate.conformance.simulation.Operation.Result;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
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
    private final Map<Command, Long> written = new HashMap<>();

    private record Asked(Operation operation, Reply reply) {}

    RegisterFrontend(World<S, E, ?, ?> world, BiPredicate<Integer, E> submit) {
        this.world = world;
        this.submit = submit;
        world.nodes().forEach(node -> asked.add(Optional.empty()));
    }

    @Override
    public boolean takes(int node, Operation operation, long seen, Reply reply) {
        if (asked.get(node).isPresent()) {
            return false;
        }
        NodeId name = world.nodes().get(node);
        E event = world.read(name);
        if (operation.action() instanceof Action.Put put) {
            written.put(operation.command(), put.value());
            event = world.request(name, operation.command());
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
            Operation operation = open.get().operation;
            open.get()
                    .reply
                    .send(
                            operation.action() instanceof Action.Get
                                    ? new Result(true, answer.get().value().map(written::get), 0)
                                    : Result.nothing(0));
        }
    }

    @Override
    public void crashed(int node) {
        asked.set(node, Optional.empty());
    }
}
