package dev.quorate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.kv.StateMachine;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Decoder.MalformedException;
import dev.quorate.runtime.wire.Encoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A cluster of three cores as engines know them, without replicas: in a random run messages are delivered, lost and doubled, timers
 * end, clients ask, logs are compacted and nodes restart. It looks at each step whether what is durable of it is what Restart keeps.
 */
final class Cores<S, E, M> {
    private final Random random;
    private final StateMachine machine = new StateMachine(3);
    private final Map<NodeId, One> nodes = new TreeMap<>();
    private final List<M> underWay = new ArrayList<>();
    private final Encoder encoder = new Encoder();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<Integer, Optional<Command>> committed = new HashMap<>();
    private boolean calm;
    private long now;
    private int commands;

    private final class One {
        private final NodeId id;
        private final Engine<S, E, M> engine;
        private final Alarms alarms;
        private S state;

        /** What the records lead to, and what those since the last checkpoint do, on top of that. */
        private S replayed;

        private S sinceCheckpoint;

        One(NodeId id, Engine<S, E, M> engine) {
            this.id = id;
            this.engine = engine;
            alarms = new Alarms(engine.timing().timers(), new SplittableRandom(random.nextLong()));
            state = engine.protocol().initial(id);
            replayed = state;
            sinceCheckpoint = state;
        }
    }

    @SuppressWarnings("unchecked")
    Cores(Engines engines, Random random) {
        this.random = random;
        for (NodeId id : Engines.NODES) {
            Engine<S, E, M> engine = (Engine<S, E, M>) engines.small(random::nextLong, machine::condense);
            nodes.put(id, new One(id, engine));
        }
        nodes.values().forEach(this::restart);
    }

    /** How often what has happened. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** Goes on for some steps; a while of calm and a while of trouble follow each other. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            calm = i / 200 % 2 == 0;
            One one = any();
            switch (random.nextInt(calm ? 12 : 16)) {
                case 0 -> ring();
                case 1 -> request();
                case 2 -> read();
                case 3 -> compact(one);
                case 12 -> troubled(this::lose);
                case 13 -> troubled(this::repeat);
                case 14 -> checkpoint(one);
                case 15 -> rarely(() -> restart(one));
                default -> deliver();
            }
        }
    }

    private void rarely(Runnable what) {
        if (random.nextInt(8) == 0) {
            what.run();
        }
    }

    private void troubled(Runnable what) {
        if (!underWay.isEmpty()) {
            what.run();
        }
    }

    private One any() {
        return nodes.get(Engines.NODES.get(random.nextInt(Engines.NODES.size())));
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What happens.

    /** The next timer ends. */
    private void ring() {
        if (calm && !underWay.isEmpty() && random.nextInt(4) > 0) {
            deliver();
            return;
        }
        now = Math.max(
                now,
                nodes.values().stream()
                        .mapToLong(one -> one.alarms.next())
                        .min()
                        .orElseThrow());
        for (One one : nodes.values()) {
            one.alarms.now(now);
            for (int timer = 0; timer < one.engine.timing().timers(); timer++) {
                if (one.alarms.ends(timer)) {
                    one.engine.timing().ended(timer, one.alarms);
                    one.engine.timing().due(one.id, timer, one.state).forEach(event -> step(one, event));
                }
            }
        }
    }

    private void request() {
        nodes.values().stream()
                .filter(one -> one.engine.leader(one.id, one.state).equals(Optional.of(one.id)))
                .forEach(one -> step(one, one.engine.request(one.id, new Command("register c" + ++commands))));
    }

    private void read() {
        for (One one : nodes.values()) {
            S before = one.state;
            E event = one.engine.reads().read(one.id);
            step(one, event);
            if (one.engine.reads().begun(before, event, one.state).isPresent()) {
                count("reads begun");
            }
        }
    }

    private void compact(One one) {
        int from = one.engine.snapshotIndex(one.state);
        int to = one.engine.commitIndex(one.state);
        if (to > from + 3) {
            count("compactions");
            step(one, one.engine.compact(one.id, from + 1 + random.nextInt(to - from)));
        }
    }

    private void restart(One one) {
        count("restarts");
        one.alarms.stopAll();
        one.engine.timing().started(one.alarms);
        step(one, one.engine.restart(one.id));
    }

    private void lose() {
        count("messages lost");
        underWay.remove(random.nextInt(underWay.size()));
    }

    private void repeat() {
        int i = random.nextInt(underWay.size());
        underWay.add(i, underWay.get(i));
    }

    /** Between two nodes, messages keep their order. */
    private void deliver() {
        if (underWay.isEmpty()) {
            return;
        }
        One to = any();
        for (int i = 0; i < underWay.size(); i++) {
            M message = underWay.get(i);
            if (to.engine.to(message).contains(to.id) && random.nextInt(8) > 0) {
                underWay.remove(i);
                step(to, to.engine.receive(to.id, message));
                return;
            }
        }
    }

    private void checkpoint(One one) {
        one.engine.codec().checkpoint(one.state, encoder.clear());
        byte[] bytes = encoder.toBytes();
        one.sinceCheckpoint = one.engine.codec().restore(one.id, decoder(bytes));
        isDurable(one, one.sinceCheckpoint, "the checkpoint");
        harm(bytes, in -> one.engine.codec().restore(one.id, in));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // A step, and what must hold of it.

    private void step(One one, E event) {
        S before = one.state;
        Step<S, M> step = one.engine.protocol().step(before, event);
        one.state = step.state();
        one.engine.timing().stepped(before, event, one.state, one.alarms);

        one.engine.codec().changes(before, event, one.state, encoder.clear());
        byte[] records = encoder.toBytes();
        one.replayed = replay(one, one.replayed, records);
        one.sinceCheckpoint = replay(one, one.sinceCheckpoint, records);
        isDurable(one, one.replayed, "all records");
        isDurable(one, one.sinceCheckpoint, "the checkpoint and the records since");
        if (records.length > 0) {
            S replayed = one.replayed;
            harm(records, in -> one.engine.codec().replay(one.id, replayed, in));
        }
        for (M message : step.messages()) {
            send(one, message);
        }
        observe(one, before);
    }

    private S replay(One one, S from, byte[] records) {
        S state = from;
        Decoder in = decoder(records);
        while (in.hasMore()) {
            state = one.engine.codec().replay(one.id, state, in);
        }
        return state;
    }

    private void isDurable(One one, S replayed, String from) {
        E restart = one.engine.restart(one.id);
        assertEquals(
                one.engine.protocol().step(one.state, restart).state(),
                one.engine.protocol().step(replayed, restart).state(),
                () -> "after a restart, " + one.id + " has not what it had: from " + from);
    }

    private void send(One one, M message) {
        one.engine.codec().encode(message, encoder.clear());
        byte[] bytes = encoder.toBytes();
        M decoded = one.engine.codec().decode(decoder(bytes));
        assertEquals(message, decoded, "what was sent is not what arrives");
        harm(bytes, one.engine.codec()::decode);
        one.engine.to(message).forEach(to -> underWay.add(decoded));
        count("sent " + message.getClass().getSimpleName());
    }

    private static Decoder decoder(byte[] bytes) {
        return new Decoder(ByteBuffer.wrap(bytes));
    }

    private interface Read {
        Object from(Decoder in);
    }

    /** Bytes that were changed may say something else, or nothing, of which the reader is told. */
    private void harm(byte[] bytes, Read read) {
        byte[] harmed = bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && harmed.length > 0; i--) {
            harmed[random.nextInt(harmed.length)] = (byte) random.nextInt(256);
        }
        ByteBuffer part =
                ByteBuffer.wrap(harmed, 0, random.nextInt(4) == 0 ? random.nextInt(harmed.length) : bytes.length);
        try {
            read.from(new Decoder(part));
        } catch (MalformedException | IllegalArgumentException e) {
            count("malformed");
        }
    }

    /** All commit the same, and what they commit stays. */
    private void observe(One one, S before) {
        Engine<S, E, M> engine = one.engine;
        if (engine.snapshotIndex(one.state) > engine.commitIndex(before)) {
            count("snapshots taken over");
        } else if (engine.lastIndex(one.state) < engine.lastIndex(before)) {
            count("logs cut");
        }
        boolean leads = engine.leader(one.id, one.state).equals(Optional.of(one.id));
        if (leads && !engine.leader(one.id, before).equals(Optional.of(one.id))) {
            count("leaders");
        }
        assertTrue(
                engine.snapshotIndex(one.state) <= engine.commitIndex(one.state), "a snapshot is of what is committed");
        assertTrue(engine.commitIndex(one.state) <= engine.lastIndex(one.state), "what is committed is in the log");
        int from = Math.max(engine.snapshotIndex(one.state), engine.commitIndex(before));
        for (int i = from + 1; i <= engine.commitIndex(one.state); i++) {
            Optional<Command> command = engine.command(one.state, i);
            Optional<Command> known = committed.putIfAbsent(i, command);
            assertTrue(known == null || known.equals(command), "two commands are committed at " + i);
            count("commits");
        }
    }
}
