package dev.quorate.runtime;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.kv.Answer;
import dev.quorate.runtime.disk.DiskException;
import dev.quorate.runtime.disk.DiskFullException;
import dev.quorate.runtime.disk.Storage;
import dev.quorate.runtime.wire.Decoder.MalformedException;
import dev.quorate.runtime.wire.Encoder;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica: a core, what is durable of it, and the state machine that its log drives. It takes turns. A turn takes all that
 * waits, steps the core with it, makes durable what that changed, by one write and one fsync, and only then sends messages,
 * applies what is committed, and answers. It has no thread and no clock of its own, so that a simulator can drive it as a
 * server's thread does ({@link ReplicaThread}). Not thread-safe, but for its mailbox and {@link #status}.
 *
 * <p>A full disk is a crash from which the core comes back at once: the turn has not happened, nobody was told anything of it, and
 * the replica goes on from what is on disk.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public final class Replica<S, E, M> {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    /** Where messages go. */
    public interface Network {
        /** Sends a message, or loses it; does not wait. */
        void send(NodeId to, byte[] payload);

        /** All messages of a turn have been sent. */
        default void flush() {}
    }

    /**
     * Limits of a replica.
     *
     * @param turn how many inputs a turn takes at most
     * @param turnBytes how many bytes to be written, about, end a turn
     * @param waiting how many clients wait at most, for a command to be applied, and as many to read
     * @param compactEvery after how many entries applied the log is compacted at the latest, or rather when it has as much as the
     *     last snapshot, if that is more; an entry of more than 256 characters counts for more than one. Each time a replica chooses
     *     from half of it on: else all would do it at once, and none be there for the clients
     * @param kept how many entries stay after the snapshot, for replicas that lag behind, counted likewise
     */
    public record Options(int turn, int turnBytes, int waiting, int compactEvery, int kept) {
        public static final Options DEFAULT = new Options(4096, 4 << 20, 20_000, 250_000, 20_000);

        public Options {
            if (turn < 1 || turnBytes < 1 || waiting < 1 || kept < 0 || kept >= compactEvery / 2) {
                throw new IllegalArgumentException(
                        "expected limits of 1 or more, and fewer entries kept than half of those that"
                                + " come between two compactions, else there may never be one; found turns of " + turn
                                + " inputs and "
                                + turnBytes
                                + " bytes, " + waiting + " waiting, " + kept + " kept of " + compactEvery);
            }
        }
    }

    private final NodeId self;
    private final Engine<S, E, M> engine;
    private final Persistence<S, E, M> disk;
    private final Machine machine;
    private final Network network;
    private final Tracer<S, E, M> tracer;
    private final Options options;
    private final RandomGenerator random;
    private final Alarms alarms;
    private final Mailbox<Input> mailbox;
    private final Waiters waiters;
    private final Readers<S, E> readers;

    private final Deque<Input> inbox = new ArrayDeque<>();
    private final List<Outgoing<M>> outbox = new ArrayList<>();
    private final Encoder encoder = new Encoder();

    private S state;

    /** The state after the last turn that is on disk. */
    private S durable;

    /** Whether it has taken a turn: only then it knows what time it is. */
    private boolean started;

    /** Whether the last turn found no room on disk. */
    private boolean full;

    /** How much is to be applied before the next snapshot's index is marked. */
    private int nextMark;

    /** The index of the last snapshot of which a checkpoint was begun. */
    private int checkpointed;

    /** The term in which the replica has taken what waits; -1 if it does not lead. */
    private int reign = -1;

    private volatile Status status;

    private record Outgoing<M>(NodeId to, M message, Map<NodeId, Long> clock) {}

    /**
     * A replica that goes on from what is on disk.
     *
     * @param machine one that has applied nothing, whose condense the engine has
     * @param background who writes checkpoints, while the replica goes on
     */
    public Replica(
            NodeId self,
            Engine<S, E, M> engine,
            Storage storage,
            Machine machine,
            Network network,
            Executor background,
            Tracer<S, E, M> tracer,
            RandomGenerator random,
            Options options) {
        this.self = self;
        this.engine = engine;
        this.machine = machine;
        this.network = network;
        this.tracer = tracer;
        this.options = options;
        this.random = random;
        alarms = new Alarms(engine.timing().timers(), random);
        mailbox = new Mailbox<>(2 * options.waiting() + options.turn());
        waiters = new Waiters(options.waiting());
        readers = new Readers<>(engine.reads(), options.waiting());
        disk = new Persistence<>(self, engine, storage, background);
        state = disk.recover();
        durable = state;
        checkpointed = engine.snapshotIndex(state);
        tracer.started(state, disk.position());
        machine.restore(engine.snapshotIndex(state), engine.snapshot(state));
        chooseNextMark();
        status = Status.of(self, engine, state, machine.applied());
        LOG.info("{} starts: {}", self, status);
    }

    /** Where to put what the replica shall take. Any thread may. */
    public Mailbox<Input> mailbox() {
        return mailbox;
    }

    /** How the replica stood after its last turn. Any thread may ask. */
    public Status status() {
        return status;
    }

    /**
     * Takes a turn.
     *
     * @param now the time in microseconds, by a clock that only goes forward
     * @return when the next turn is due though nothing comes; {@link Long#MAX_VALUE} if it is not
     * @throws DiskException if the disk fails; the replica is of no use any more
     */
    public long turn(long now) {
        alarms.now(now);
        if (!started) {
            started = true;
            engine.timing().started(alarms);
        }
        mailbox.drain(inbox, options.turn() - inbox.size());
        try {
            compact();
            while (!inbox.isEmpty() && disk.pendingBytes() < options.turnBytes()) {
                take(inbox.poll());
            }
            beginReads();
            ring();
            tracer.flush();
            disk.sync();
            durable = state;
            tracer.kept();
            full = false;
        } catch (DiskFullException e) {
            takeBack(e.getMessage());
        }
        send();
        apply();
        report();
        return mailbox.isEmpty() && inbox.isEmpty() ? alarms.next() : now;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a turn takes.

    private void take(Input input) {
        if (input instanceof Input.Received received) {
            receive(received.payload());
        } else if (input instanceof Input.Submit submit) {
            submit(submit.command(), submit.reply());
        } else if (input instanceof Input.Read read) {
            read(read.reply());
        } else if (input instanceof Input.Transfer transfer) {
            transfer(transfer.to(), transfer.reply());
        }
    }

    private void receive(ByteBuffer payload) {
        Envelope<M> envelope;
        try {
            envelope = Envelope.read(payload, engine.codec());
        } catch (MalformedException | IllegalArgumentException e) {
            LOG.warn("{}: a message that is none is dropped: {}", self, e.getMessage());
            return;
        }
        if (engine.to(envelope.message()).contains(self) && engine.takes(envelope.message(), alarms.now())) {
            tracer.receiving(envelope.message(), envelope.clock());
            step(engine.receive(self, envelope.message()));
        }
    }

    private void submit(Command command, Consumer<Reply> reply) {
        if (!leads()) {
            reply.accept(new Reply.NotLeader(engine.leader(self, state)));
        } else if (waiters.waitFor(command)) {
            waiters.add(command, reply);
        } else if (waiters.isFull()) {
            reply.accept(new Reply.Refused(options.waiting() + " clients wait already"));
        } else {
            int last = engine.lastIndex(state);
            step(engine.request(self, command));
            if (engine.lastIndex(state) == last) {
                reply.accept(new Reply.NotLeader(Optional.empty()));
            } else {
                waiters.add(command, reply);
            }
        }
    }

    private void read(Consumer<Reply> reply) {
        if (!leads()) {
            reply.accept(new Reply.NotLeader(engine.leader(self, state)));
        } else if (readers.isFull()) {
            reply.accept(new Reply.Refused(options.waiting() + " clients wait to read already"));
        } else {
            readers.add(reply);
        }
    }

    private void beginReads() {
        if (readers.hasFresh()) {
            S before = state;
            E event = engine.reads().read(self);
            step(event);
            readers.asked(before, event, state);
        }
    }

    private void transfer(NodeId to, Consumer<Reply> reply) {
        Optional<E> event = engine.transfer(self, to);
        if (event.isEmpty()) {
            reply.accept(new Reply.Refused(engine.name() + " does not hand over leadership"));
            return;
        }
        S before = state;
        step(event.get());
        reply.accept(state.equals(before) ? new Reply.NotLeader(engine.leader(self, state)) : new Reply.Begun());
    }

    private void ring() {
        for (int timer = 0; timer < engine.timing().timers(); timer++) {
            if (alarms.ends(timer)) {
                engine.timing().ended(timer, alarms);
                engine.timing().due(self, timer, state).forEach(this::step);
            }
        }
    }

    private void compact() {
        if (machine.sinceMark() >= Math.max(nextMark, machine.snapshotWeight())) {
            machine.mark();
            chooseNextMark();
        }
        int index = machine.marked();
        if (index > engine.snapshotIndex(state)
                && index <= engine.commitIndex(state)
                && machine.sinceMark() >= options.kept()) {
            machine.taking(() -> step(engine.compact(self, index)));
        }
    }

    private void chooseNextMark() {
        nextMark = random.nextInt(options.compactEvery() / 2, options.compactEvery()) + 1;
    }

    /** One event at the core. What it changes is on disk, and what it sends leaves, at the end of the turn. */
    private void step(E event) {
        S before = state;
        Step<S, M> step = engine.protocol().step(before, event);
        state = step.state();
        disk.stepped(before, event, state);
        Map<NodeId, Long> clock = tracer.stepped(event, before, state, step.messages(), disk.position());
        for (M message : step.messages()) {
            // In order, so that equal runs are equal.
            for (NodeId to : new TreeSet<>(engine.to(message))) {
                outbox.add(new Outgoing<>(to, message, clock));
            }
        }
        engine.timing().stepped(before, event, state, alarms);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What comes of it.

    /** The turn has not happened: the core starts again from what is on disk, as after a crash. */
    private void takeBack(String why) {
        if (!full) {
            LOG.error("{}: {}; until then the replica goes on from what is on disk, and takes nothing new", self, why);
        }
        full = true;
        tracer.takeBack();
        outbox.clear();
        state = durable;
        alarms.stopAll();
        engine.timing().started(alarms);
        step(engine.restart(self));
        waiters.giveUp(why);
        readers.giveUp(Optional.empty());
    }

    private void send() {
        for (Outgoing<M> one : outbox) {
            encoder.clear();
            Envelope.write(one.message(), one.clock(), engine.codec(), encoder);
            network.send(one.to(), encoder.toBytes());
        }
        outbox.clear();
        network.flush();
    }

    private void apply() {
        int snapshot = engine.snapshotIndex(state);
        if (snapshot > machine.applied()) {
            machine.restore(snapshot, engine.snapshot(state));
        }
        int commit = engine.commitIndex(state);
        while (machine.applied() < commit) {
            Optional<Command> command = engine.command(state, machine.applied() + 1);
            Optional<Answer> answer = machine.apply(command);
            answer.ifPresent(is -> waiters.applied(command.get(), is));
        }
        if (snapshot > checkpointed && disk.checkpoint(state)) {
            checkpointed = snapshot;
        }
    }

    /** Tells those who wait for more than that their command is applied. */
    private void report() {
        boolean leads = leads();
        if (!leads || engine.term(state) != reign) {
            waiters.giveUp("the leader of " + reign + " leads no more");
            readers.giveUp(engine.leader(self, state));
        }
        reign = leads ? engine.term(state) : -1;
        readers.answer(state, new Reply.Current(machine.state()));
        Status now = Status.of(self, engine, state, machine.applied());
        if (!now.leader().equals(status.leader()) || now.term() != status.term()) {
            LOG.info(
                    "{}: term {}, leader {}, last index {}, commit index {}",
                    self,
                    now.term(),
                    now.leader().map(NodeId::name).orElse("unknown"),
                    now.lastIndex(),
                    now.commitIndex());
        }
        status = now;
    }

    private boolean leads() {
        return engine.leader(self, state).equals(Optional.of(self));
    }
}
