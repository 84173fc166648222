package dev.quorate.runtime;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.kv.State;
import dev.quorate.runtime.disk.Disk;
import dev.quorate.runtime.disk.Identity;
import dev.quorate.runtime.disk.Options;
import dev.quorate.runtime.disk.Storage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Three replicas in one thread, with a clock and a network of their own; each message takes a fifth of a millisecond. */
final class Replicas implements AutoCloseable {
    private static final long DELAY = 200;
    static final long SECOND = 1_000_000;

    private final Engines engines;
    private final Replica.Options options;
    private final SplittableRandom random;
    private final Map<NodeId, Disk> disks = new TreeMap<>();
    private final Map<NodeId, Running> running = new TreeMap<>();
    private final Deque<Packet> underWay = new ArrayDeque<>();
    private final Set<Set<NodeId>> cut = new HashSet<>();
    private long now;

    private record Packet(long arrival, NodeId from, NodeId to, ByteBuffer payload) {}

    /** What a replica has applied, by its index in the log. */
    final class Running implements Machine.Listener {
        private final NodeId id;
        private final Machine machine = new Machine(1000, this);
        private final Storage storage;
        final Replica<?, ?, ?> replica;
        final Map<Integer, Command> applied = new TreeMap<>();
        int restored;
        private long due;

        /** By how much its clock is ahead. */
        private long ahead;

        Running(NodeId id) {
            this.id = id;
            Options sizes = new Options(1 << 20, 1 << 16, 1 << 28, random::nextLong);
            storage = Storage.open(
                    disks.get(id), Path.of("data"), new Identity("test", id.name(), engines.name()), sizes);
            Engine<?, ?, ?> engine = engines.large(random::nextLong, machine::condense);
            replica = replica(engine);
        }

        private <S, E, M> Replica<S, E, M> replica(Engine<S, E, M> engine) {
            return new Replica<>(
                    id,
                    engine,
                    storage,
                    machine,
                    (to, payload) -> send(id, to, payload),
                    Runnable::run,
                    Tracer.none(),
                    random.split(),
                    options);
        }

        State state() {
            return machine.state();
        }

        @Override
        public void applied(Command command, Answer answer, State state) {
            applied.put(machine.applied(), command);
        }

        @Override
        public void restored(State state) {
            restored++;
        }
    }

    Replicas(Engines engines, Replica.Options options, long seed) {
        this.engines = engines;
        this.options = options;
        random = new SplittableRandom(seed);
        Engines.NODES.forEach(id -> {
            disks.put(id, new MemoryDisk());
            start(id);
        });
    }

    void start(NodeId id) {
        running.put(id, new Running(id));
    }

    /** As if its process were killed. */
    void stop(NodeId id) {
        running.remove(id).storage.close();
        underWay.removeIf(packet -> packet.from().equals(id) || packet.to().equals(id));
    }

    /** Its clock jumps forward, as that of a machine that slept. */
    void jump(NodeId id, long micros) {
        running.get(id).ahead += micros;
    }

    /** From now on a replica and the others do not hear of each other. */
    void isolate(NodeId id) {
        Engines.NODES.forEach(other -> cut.add(Set.copyOf(List.of(id, other))));
    }

    void heal() {
        cut.clear();
    }

    Running at(NodeId id) {
        return running.get(id);
    }

    List<Running> all() {
        return List.copyOf(running.values());
    }

    private void send(NodeId from, NodeId to, byte[] payload) {
        if (running.containsKey(to) && !cut.contains(Set.copyOf(List.of(from, to)))) {
            underWay.add(new Packet(now + DELAY, from, to, ByteBuffer.wrap(payload)));
        }
    }

    /** Goes on until something holds, or the time is over; whether it holds. */
    boolean until(BooleanSupplier holds, long micros) {
        long end = now + micros;
        while (!holds.getAsBoolean()) {
            if (now >= end) {
                return false;
            }
            advance();
        }
        return true;
    }

    void pass(long micros) {
        until(() -> false, micros);
    }

    /** To the next moment at which something is due. */
    private void advance() {
        long next = running.values().stream().mapToLong(one -> one.due).min().orElse(Long.MAX_VALUE);
        if (!underWay.isEmpty()) {
            next = Math.min(next, underWay.peek().arrival());
        }
        now = Math.max(now + 1, next);
        while (!underWay.isEmpty() && underWay.peek().arrival() <= now) {
            Packet packet = underWay.poll();
            Running to = running.get(packet.to());
            if (to != null && !cut.contains(Set.copyOf(List.of(packet.from(), packet.to())))) {
                to.replica.mailbox().offer(new Input.Received(packet.payload()));
            }
        }
        for (Running one : running.values()) {
            if (one.due <= now || !one.replica.mailbox().isEmpty()) {
                long then = one.replica.turn(now + one.ahead);
                one.due = then == Long.MAX_VALUE ? then : then - one.ahead;
            }
        }
    }

    /** Who leads and is not cut off, once there is one. */
    Running leader() {
        Predicate<Running> leads = one -> one.replica.status().leads()
                && running.keySet().stream()
                                .filter(p -> p.equals(one.id) || !cut.contains(Set.of(one.id, p)))
                                .count()
                        > 1;
        if (!until(() -> running.values().stream().anyMatch(leads), 20 * SECOND)) {
            throw new AssertionError("nobody leads: "
                    + running.values().stream().map(one -> one.replica.status()).toList());
        }
        return running.values().stream()
                .filter(leads)
                .max((one, other) -> Integer.compare(
                        one.replica.status().term(), other.replica.status().term()))
                .orElseThrow();
    }

    NodeId id(Running one) {
        return one.id;
    }

    /** Asks one, and waits for what it says, if that is not for ever. */
    Optional<Reply> ask(Running whom, Command command, long micros) {
        List<Reply> replies = new ArrayList<>();
        whom.replica.mailbox().offer(new Input.Submit(command, replies::add));
        until(() -> !replies.isEmpty(), micros);
        return replies.stream().findFirst();
    }

    Optional<Reply> read(Running whom, long micros) {
        List<Reply> replies = new ArrayList<>();
        whom.replica.mailbox().offer(new Input.Read(replies::add));
        until(() -> !replies.isEmpty(), micros);
        return replies.stream().findFirst();
    }

    /** Has a command applied, by whoever leads; asks again until it is. */
    Answer apply(Command command) {
        for (int attempt = 0; attempt < 100; attempt++) {
            Optional<Reply> reply = ask(leader(), command, SECOND);
            if (reply.isPresent() && reply.get() instanceof Reply.Applied applied) {
                return applied.answer();
            }
        }
        throw new AssertionError(command + " is not applied: "
                + running.values().stream().map(one -> one.replica.status()).toList());
    }

    @Override
    public void close() {
        running.values().forEach(one -> one.storage.close());
    }
}
