package dev.quorate.conformance.simulation;

import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.Syncs;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Sequences;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Get;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.runtime.LinearizableReads.Fate;
import dev.quorate.runtime.LinearizableReads.Ticket;
import java.util.ArrayList;
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
    private final Machine machine;
    private final boolean snapshots;
    private final List<S> states;
    private final IntPredicate isDown;
    private final Courier courier;
    private final BiPredicate<Integer, E> submit;
    private final boolean decides;

    private final List<Memory> memories = new ArrayList<>();

    /** What a node keeps in memory. */
    private static final class Memory {
        private final Copy copy;

        /** Who waits for what. */
        private final Map<Command, Reply> waiting = new LinkedHashMap<>();

        /** Who waits until a quorum has told the node that it leads. */
        private final List<Quorum> quorums = new ArrayList<>();

        /** Who waits to read until the store has come so far. */
        private final List<Reader> readers = new ArrayList<>();

        /** What to do with the read that the step under way begins. */
        private Optional<Consumer<Ticket>> asks = Optional.empty();

        Memory(Copy copy) {
            this.copy = copy;
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
     * @param machine what they are copies of
     * @param snapshots whether a node that lags behind is brought up to date by a snapshot; if not, by one command after the other
     * @param states the nodes' states, as they change
     * @param courier what nodes tell each other by outside of the protocol
     * @param submit has a node do something; false if it does nothing
     */
    LogFrontend(
            World<S, E, ?, ?> world,
            Reads reads,
            Machine machine,
            boolean snapshots,
            List<S> states,
            IntPredicate isDown,
            Courier courier,
            BiPredicate<Integer, E> submit) {
        this.world = world;
        this.reads = reads;
        this.machine = machine;
        this.snapshots = snapshots;
        this.states = states;
        this.isDown = isDown;
        this.courier = courier;
        this.submit = submit;
        decides = world.service() == Service.DECISION;
        states.forEach(state -> memories.add(new Memory(new Copy(machine))));
    }

    @Override
    public boolean takes(int node, Entry entry, long seen, Reply reply) {
        Memory memory = memories.get(node);
        if (decides) {
            return memory.copy.applied() > 0
                    ? answers(memory, ((Request) entry).operation(), reply)
                    : submits(node, entry, reply);
        }
        if (entry instanceof Request request && request.operation() instanceof Get get) {
            return reads(node, request, get, seen, reply);
        }
        return submits(node, entry, reply);
    }

    private boolean reads(int node, Request request, Get get, long seen, Reply reply) {
        Memory memory = memories.get(node);
        return switch (reads) {
            case LOG -> submits(node, request, reply);
            case QUORUM -> asksQuorum(node, get, reply);
            case LEASE -> {
                boolean leased = !isDown.test(node) && linearizable().holdsLease(states.get(node));
                yield leased ? answers(memory, get, reply) : asksQuorum(node, get, reply);
            }
            case BEHIND_WRITE ->
                submits(node, request, (answer, version) -> {
                    if (answer instanceof Done) {
                        answers(memory, get, reply);
                    } else {
                        reply.send(answer, version);
                    }
                });
            case SYNC -> syncs(node, get, seen, reply);
            case LOCAL -> memory.copy.version() >= seen && answers(memory, get, reply);
            case ANY -> answers(memory, get, reply);
        };
    }

    private static boolean answers(Memory memory, Operation operation, Reply reply) {
        reply.send(memory.copy.peek(operation), memory.copy.version());
        return true;
    }

    private boolean submits(int node, Entry entry, Reply reply) {
        Map<Command, Reply> waiting = memories.get(node).waiting;
        Command command = entry.command();
        // Before the step, which may apply the command at once.
        Reply before = waiting.put(command, reply);
        boolean taken = submit.test(node, world.request(world.nodes().get(node), command));
        if (!taken) {
            waiting.compute(command, (same, refused) -> before);
        }
        return taken;
    }

    private LinearizableReads<S, E> linearizable() {
        return world.linearizableReads().orElseThrow();
    }

    private boolean asksQuorum(int node, Operation operation, Reply reply) {
        E read = linearizable().read(world.nodes().get(node));
        Memory memory = memories.get(node);
        // Before the step, which may be all that it takes.
        memory.asks = Optional.of(ticket -> memory.quorums.add(new Quorum(operation, ticket, reply)));
        boolean taken = submit.test(node, read);
        memory.asks = Optional.empty();
        return taken;
    }

    /** The node asks whom it takes for its leader, who asks nobody whether it is right. */
    private boolean syncs(int node, Operation operation, long seen, Reply reply) {
        Memory memory = memories.get(node);
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
                    if (memories.get(node) == memory) {
                        memory.readers.add(new Reader(operation, Math.max(seen, last.getAsLong()), reply));
                        serve(memory);
                    }
                });
            }
        });
        return true;
    }

    private void serveQuorums(Memory memory, S before, E event, S after) {
        if (memory.quorums.isEmpty() && memory.asks.isEmpty()) {
            return;
        }
        LinearizableReads<S, E> linearizable = linearizable();
        memory.asks.ifPresent(asks -> linearizable.begun(before, event, after).ifPresent(asks));
        List<Quorum> ready = new ArrayList<>();
        memory.quorums.removeIf(quorum -> {
            Fate fate = linearizable.fate(after, quorum.ticket);
            if (fate == Fate.DONE) {
                ready.add(quorum);
            }
            return fate != Fate.WAITING;
        });
        ready.forEach(quorum -> answers(memory, quorum.operation, quorum.reply));
    }

    private static void serve(Memory memory) {
        List<Reader> ready = memory.readers.stream()
                .filter(reader -> memory.copy.version() >= reader.version)
                .toList();
        memory.readers.removeAll(ready);
        ready.forEach(reader -> answers(memory, reader.operation, reader.reply));
    }

    @Override
    public void stepped(int node, S before, E event, S after) {
        Memory memory = memories.get(node);
        List<Command> commands = world.applied(after);
        List<Runnable> replies = new ArrayList<>();
        catchUp(memory, commands, after);
        for (int i = memory.copy.applied(); i < commands.size(); i++) {
            Command command = commands.get(i);
            Answer answer = memory.copy.apply(command, world.version(after, i + 1));
            Reply reply = memory.waiting.remove(command);
            if (reply != null) {
                // Of a request that has come again, the version that it made when it came first.
                int made = answer instanceof Done done ? (int) done.index() : i + 1;
                long version = world.version(after, made);
                replies.add(() -> reply.send(answer, version));
            }
            if (decides) {
                // The others have lost, and are told what was chosen.
                memory.waiting.forEach((other, loser) ->
                        replies.add(() -> answers(memory, ((Request) Entry.parse(other)).operation(), loser)));
                memory.waiting.clear();
            }
        }
        replies.forEach(Runnable::run);
        serveQuorums(memory, before, event, after);
        serve(memory);
    }

    /** If the node lags behind, as after a restart, it takes over a snapshot up to the first command that somebody waits for here. */
    private void catchUp(Memory memory, List<Command> commands, S after) {
        int end = memory.copy.applied();
        while (end < commands.size() && !memory.waiting.containsKey(commands.get(end))) {
            end++;
        }
        if (snapshots && !decides && end > memory.copy.applied() + 1) {
            memory.copy.restore(Sequences.subSeq(commands, memory.copy.applied() + 1, end), world.version(after, end));
        }
    }

    @Override
    public void crashed(int node) {
        memories.set(node, new Memory(new Copy(machine)));
    }
}
