package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.disk.DiskException;
import dev.quorate.runtime.disk.DiskFullException;
import dev.quorate.runtime.disk.Storage;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Decoder.MalformedException;
import dev.quorate.runtime.wire.Encoder;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is durable of a core's state, on disk: records of what steps change, and from time to time a checkpoint of it all. */
final class Persistence<S, E, M> {
    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

    private final NodeId node;
    private final Engine<S, E, M> engine;
    private final Storage storage;
    private final Executor background;
    private final Encoder encoder = new Encoder();
    private final AtomicBoolean writing = new AtomicBoolean();

    /** @param background who writes checkpoints, while the replica goes on */
    Persistence(NodeId node, Engine<S, E, M> engine, Storage storage, Executor background) {
        this.node = node;
        this.engine = engine;
        this.storage = storage;
        this.background = background;
    }

    /**
     * The state that a restart finds.
     *
     * @throws DiskException if what is on disk is none of this protocol's
     */
    S recover() {
        try {
            Optional<byte[]> checkpoint = storage.checkpoint();
            Replayed replayed = new Replayed();
            replayed.state = checkpoint.isPresent()
                    ? engine.codec().restore(node, new Decoder(ByteBuffer.wrap(checkpoint.get())))
                    : engine.protocol().initial(node);
            storage.replay(record -> {
                Decoder in = new Decoder(record);
                while (in.hasMore()) {
                    replayed.state = engine.codec().replay(node, replayed.state, in);
                }
            });
            return engine.protocol().step(replayed.state, engine.restart(node)).state();
        } catch (MalformedException | IllegalArgumentException e) {
            throw new DiskException(
                    "the records of " + node + " are whole, but none of " + engine.name() + "'s: " + e.getMessage());
        }
    }

    private final class Replayed {
        private S state;
    }

    long position() {
        return storage.position();
    }

    /** A step was taken. What it changes is on disk after the next {@link #sync}, all of it or nothing. */
    void stepped(S before, E event, S after) {
        engine.codec().changes(before, event, after, encoder.clear());
        if (encoder.view().hasRemaining()) {
            storage.append(encoder.view());
        }
    }

    void sync() {
        storage.sync();
    }

    /**
     * Begins to write a checkpoint of a state of which all is on disk; false if it does not, because one is being written, or there
     * is no room.
     */
    boolean checkpoint(S state) {
        if (!writing.compareAndSet(false, true)) {
            return false;
        }
        try {
            long position = storage.roll();
            background.execute(() -> write(state, position));
            return true;
        } catch (DiskFullException e) {
            writing.set(false);
            LOG.warn("{}: no checkpoint is written: {}", node, e.getMessage());
            return false;
        }
    }

    private void write(S state, long position) {
        try {
            Encoder out = new Encoder();
            engine.codec().checkpoint(state, out);
            storage.saveCheckpoint(position, out.toBytes());
        } catch (DiskException | DiskFullException e) {
            // The records that it would have replaced are still there.
            LOG.warn("{}: no checkpoint was written: {}", node, e.getMessage());
        } finally {
            writing.set(false);
        }
    }

    /** How many bytes wait for {@link #sync}. */
    int pendingBytes() {
        return storage.pendingBytes();
    }
}
