package dev.quorate.conformance.simulation;

import dev.quorate.conformance.binding.LinearizableReads;
import dev.quorate.conformance.binding.LinearizableReads.Fate;
import dev.quorate.conformance.binding.LinearizableReads.Ticket;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.Syncs;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.simulation.Operation.Action;
import dev.quorate.conformance.simulation.Operation.Result;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** A copy of a store at each node, which applies the commands of the protocol's log; or the one value that it chooses. */
final class LogFrontend<S, E> implements Frontend<S, E> {
    private final World<S, E, ?, ?> world;
    private final Reads reads;
    private final boolean sessions;
    private final List<S> states;
    private final IntPredicate isDown;
    private final Courier courier;
    private final BiPredicate<Integer, E> submit;
    private final boolean decides;

    private final Map<Command, Operation> operations = new HashMap<>();
    private final List<Copy> copies = new ArrayList<>();

    /** What a node keeps in memory. */
    private static final class Copy {
        private final Store store;

        /** Who waits for what. */
        private final Map<Command, Reply> waiting = new LinkedHashMap<>();

        /** Who waits until a quorum has told the node that it leads. */
        private final List<Quorum> quorums = new ArrayList<>();

        /** Who waits to read until the store has come so far. */
        private final List<Reader> readers = new ArrayList<>();

        /** What to do with the read that the step under way begins. */
        private Optional<Consumer<Ticket>> asks = Optional.empty();

        Copy(Store store) {
            this.store = store;
        }
    }

    /** Takes something from one node to another, if it is not lost on the way. */
    interface Courier {
        void pass(int from, int to, Runnable arrives);
    }

    private record Quorum(Operation operation, Ticket ticket, Reply reply) {}

    private record Reader(Operation operation, long version, Reply reply) {}

    /**
     * Copies that are empty.
     *
     * @param sessions whether a command that comes again is applied once
     * @param states the nodes' states, as they change
     * @param courier what nodes tell each other by outside of the protocol
     * @param submit has a node do something; false if it does nothing
     */
    LogFrontend(
            World<S, E, ?, ?> world,
            Reads reads,
            boolean sessions,
            List<S> states,
            IntPredicate isDown,
            Courier courier,
            BiPredicate<Integer, E> submit) {
        this.world = world;
        this.reads = reads;
        this.sessions = sessions;
        this.states = states;
        this.isDown = isDown;
        this.courier = courier;
        this.submit = submit;
        decides = world.service() == Service.DECISION;
        states.forEach(state -> copies.add(new Copy(new Store(operations, sessions))));
    }

    @Override
    public boolean takes(int node, Operation operation, long seen, Reply reply) {
        operations.put(operation.command(), operation);
        Copy copy = copies.get(node);
        if (decides) {
            return copy.store.applied() > 0 ? answers(copy, operation, reply) : submits(node, operation, reply);
        } else if (!(operation.action() instanceof Action.Get)) {
            return submits(node, operation, reply);
        }
        return switch (reads) {
            case LOG -> submits(node, operation, reply);
            case QUORUM -> asksQuorum(node, operation, reply);
            case LEASE -> {
                boolean leased = !isDown.test(node) && linearizable().holdsLease(states.get(node));
                yield leased ? answers(copy, operation, reply) : asksQuorum(node, operation, reply);
            }
            case BEHIND_WRITE -> submits(node, operation, done -> reply.send(copy.store.peek(operation)));
            case SYNC -> syncs(node, operation, seen, reply);
            case LOCAL -> copy.store.version() >= seen && answers(copy, operation, reply);
            case ANY -> answers(copy, operation, reply);
        };
    }

    private static boolean answers(Copy copy, Operation operation, Reply reply) {
        reply.send(copy.store.peek(operation));
        return true;
    }

    private boolean submits(int node, Operation operation, Reply reply) {
        Map<Command, Reply> waiting = copies.get(node).waiting;
        // Before the step, which may apply the command at once.
        Reply before = waiting.put(operation.command(), reply);
        boolean taken = submit.test(node, world.request(world.nodes().get(node), operation.command()));
        if (!taken) {
            waiting.compute(operation.command(), (command, refused) -> before);
        }
        return taken;
    }

    private LinearizableReads<S, E> linearizable() {
        return world.linearizableReads().orElseThrow();
    }

    private boolean asksQuorum(int node, Operation operation, Reply reply) {
        E read = linearizable().read(world.nodes().get(node));
        Copy copy = copies.get(node);
        // Before the step, which may be all that it takes.
        copy.asks = Optional.of(ticket -> copy.quorums.add(new Quorum(operation, ticket, reply)));
        boolean taken = submit.test(node, read);
        copy.asks = Optional.empty();
        return taken;
    }

    /** The node asks whom it takes for its leader, who asks nobody whether it is right. */
    private boolean syncs(int node, Operation operation, long seen, Reply reply) {
        Copy copy = copies.get(node);
        Syncs<S> syncs = world.syncs().orElseThrow();
        int leader = syncs.leader(states.get(node))
                .map(name -> world.nodes().indexOf(name))
                .orElse(-1);
        if (leader < 0) {
            return false;
        }
        courier.pass(node, leader, () -> {
            NodeId name = world.nodes().get(leader);
            OptionalLong last = isDown.test(leader) ? OptionalLong.empty() : syncs.last(name, states.get(leader));
            if (last.isPresent()) {
                courier.pass(leader, node, () -> {
                    if (copies.get(node) == copy) {
                        copy.readers.add(new Reader(operation, Math.max(seen, last.getAsLong()), reply));
                        serve(copy);
                    }
                });
            }
        });
        return true;
    }

    private void serveQuorums(Copy copy, S before, E event, S after) {
        if (copy.quorums.isEmpty() && copy.asks.isEmpty()) {
            return;
        }
        LinearizableReads<S, E> linearizable = linearizable();
        copy.asks.ifPresent(asks -> linearizable.begun(before, event, after).ifPresent(asks));
        List<Quorum> ready = new ArrayList<>();
        copy.quorums.removeIf(quorum -> {
            Fate fate = linearizable.fate(after, quorum.ticket);
            if (fate == Fate.DONE) {
                ready.add(quorum);
            }
            return fate != Fate.WAITING;
        });
        ready.forEach(quorum -> answers(copy, quorum.operation, quorum.reply));
    }

    private static void serve(Copy copy) {
        List<Reader> ready = copy.readers.stream()
                .filter(reader -> copy.store.version() >= reader.version)
                .toList();
        copy.readers.removeAll(ready);
        ready.forEach(reader -> answers(copy, reader.operation, reader.reply));
    }

    @Override
    public void stepped(int node, S before, E event, S after) {
        Copy copy = copies.get(node);
        List<Command> commands = world.applied(after);
        Map<Reply, Result> replies = new LinkedHashMap<>();
        for (int i = copy.store.applied(); i < commands.size(); i++) {
            Command command = commands.get(i);
            Result result = copy.store.apply(command, world.version(after, i + 1));
            Reply reply = copy.waiting.remove(command);
            if (reply != null) {
                replies.put(reply, result);
            }
            if (decides) {
                // The others have lost, and are told what was chosen.
                copy.waiting.forEach((other, loser) -> replies.put(loser, copy.store.peek(operations.get(other))));
                copy.waiting.clear();
            }
        }
        replies.forEach(Reply::send);
        serveQuorums(copy, before, event, after);
        serve(copy);
    }

    @Override
    public void crashed(int node) {
        copies.set(node, new Copy(new Store(operations, sessions)));
    }
}
