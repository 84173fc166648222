package dev.quorate.conformance.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.runtime.disk.DiskException;
import dev.quorate.runtime.disk.DiskFullException;
import dev.quorate.runtime.disk.Identity;
import dev.quorate.runtime.disk.Options;
import dev.quorate.runtime.disk.Storage;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.function.Executable;

/**
 * A storage on a faulty disk, and beside it what must be there: a list of what was synced, and one of what was appended since.
 * Every record has a number of its own that never comes again, so that one which was dropped is known if it returns. When a
 * process ends another is started, and what it finds is compared.
 */
final class StorageRun {
    static final Path FOLDER = Path.of("data");
    static final Identity IDENTITY = new Identity("cluster", "n1", "raft");

    /** So small that a run of some records has several segments, and that a segment is filled more than once. */
    private static final int SEGMENT_BYTES = 2048;

    static final int CHUNK_BYTES = 700;
    private static final int RECORD_BYTES = 4096;

    /** What is done in a run. */
    sealed interface Action {}

    /** A record of this length at least. */
    record Append(int length) implements Action {}

    record Sync() implements Action {}

    /** What was appended is synced first, as it must be. */
    record Roll() implements Action {}

    /** Of the state when the segment was last ended. */
    record SaveCheckpoint() implements Action {}

    /** Other records may have been appended since; they are dropped. */
    record CloseAndOpen() implements Action {}

    final FaultyDisk disk;
    private final SplittableRandom random;
    private final Options options;
    private final List<Long> synced = new ArrayList<>();
    private final List<Long> pending = new ArrayList<>();
    private Optional<Storage> storage = Optional.empty();
    private long rolledAt;
    private long next = 1;
    private int syncedBeforeTheLastBatch;

    StorageRun(long seed) {
        this(new FaultyDisk(seed), seed);
    }

    StorageRun(FaultyDisk disk, long seed) {
        this.disk = disk;
        this.random = new SplittableRandom(seed);
        this.options = options(seed);
    }

    static Options options(long seed) {
        return new Options(SEGMENT_BYTES, CHUNK_BYTES, RECORD_BYTES, new SplittableRandom(seed)::nextLong);
    }

    /** What must be there. */
    List<Long> synced() {
        return List.copyOf(synced);
    }

    /** How much of it must be there if the last batch is damaged, which looks like one that was not acknowledged. */
    int syncedBeforeTheLastBatch() {
        return syncedBeforeTheLastBatch;
    }

    /** Does all that, whatever happens; in the end, power is lost once more. */
    void perform(List<Action> actions) {
        start();
        for (Action action : actions) {
            surviving(() -> perform(action));
        }
        end(DiskFault.POWER_LOSS);
        start();
        assertEquals(synced, found(storage.orElseThrow()), "found at once, and when asked again");
    }

    void close() {
        storage.orElseThrow().close();
        storage = Optional.empty();
    }

    private void surviving(Runnable work) {
        try {
            work.run();
        } catch (Crash crash) {
            start();
        } catch (DiskException failure) {
            failed();
            end(random.nextBoolean() ? DiskFault.KILL : DiskFault.POWER_LOSS);
            start();
        }
    }

    private void perform(Action action) {
        Storage s = storage.orElseThrow();
        if (action instanceof Append append) {
            s.append(record(next, append.length()));
            pending.add(next++);
        } else if (action instanceof Sync) {
            sync(s);
        } else if (action instanceof Roll) {
            sync(s);
            roll(s);
        } else if (action instanceof SaveCheckpoint) {
            saveCheckpoint(s);
        } else {
            s.close();
            pending.clear();
            start();
        }
        assertEquals(synced.size() + pending.size(), storage.orElseThrow().position(), "position");
    }

    private void sync(Storage s) {
        try {
            s.sync();
            if (!pending.isEmpty()) {
                syncedBeforeTheLastBatch = synced.size();
            }
            synced.addAll(pending);
            pending.clear();
        } catch (DiskFullException full) {
            pending.clear();
        }
    }

    private void roll(Storage s) {
        try {
            rolledAt = s.roll();
            assertEquals(synced.size(), rolledAt, "a checkpoint is of what is synced");
            syncedBeforeTheLastBatch = synced.size();
        } catch (DiskFullException full) {
            // There is no new segment. Nothing else has changed.
        }
    }

    private void saveCheckpoint(Storage s) {
        if (rolledAt > 0) {
            try {
                s.saveCheckpoint(rolledAt, state(synced.subList(0, (int) rolledAt)));
            } catch (DiskFullException full) {
                // What was there before is still there.
            }
        }
    }

    /** A storage that has failed does nothing any more. */
    private void failed() {
        List<Executable> calls = List.of(
                () -> storage.orElseThrow().append(record(0, 8)),
                () -> storage.orElseThrow().sync(),
                () -> storage.orElseThrow().roll(),
                () -> storage.orElseThrow().replay(record -> {}),
                () -> storage.orElseThrow().saveCheckpoint(1, new byte[0]));
        calls.stream().filter(call -> storage.isPresent()).forEach(call -> {
            RuntimeException thrown = assertThrows(RuntimeException.class, call);
            assertTrue(thrown instanceof DiskException || thrown instanceof IllegalStateException, thrown::toString);
        });
    }

    /** The process ends, if it has not ended yet. */
    void end(DiskFault how) {
        if (!disk.isDown()) {
            disk.crash(how);
        }
    }

    /** Starts another process, and another, until one has found what is on the disk: each that ends does so by a planned fault. */
    void start() {
        while (true) {
            disk.boot();
            int faults = disk.faultsAhead();
            try {
                storage = Optional.empty();
                Storage opened = Storage.open(disk, FOLDER, IDENTITY, options);
                compare(found(opened), opened);
                storage = Optional.of(opened);
                return;
            } catch (Crash | DiskException | DiskFullException end) {
                if (disk.faultsAhead() == faults) {
                    throw new AssertionError("what was left was refused: " + end.getMessage(), end);
                }
                end(random.nextBoolean() ? DiskFault.KILL : DiskFault.POWER_LOSS);
            }
        }
    }

    private void compare(List<Long> found, Storage opened) {
        List<Long> most = new ArrayList<>(synced);
        most.addAll(pending);
        assertTrue(
                found.size() >= synced.size()
                        && found.size() <= most.size()
                        && most.subList(0, found.size()).equals(found),
                () -> "synced: " + synced + "\nappended since: " + pending + "\nfound: " + found + "\n"
                        + opened.recovered());
        assertEquals(found.size(), opened.position(), "position");
        synced.clear();
        synced.addAll(found);
        pending.clear();
        rolledAt = Math.min(rolledAt, opened.recovered().checkpoint());
    }

    /** What the checkpoint and the records say. */
    static List<Long> found(Storage storage) {
        List<Long> found = new ArrayList<>();
        storage.checkpoint().ifPresent(state -> {
            LongBuffer numbers = ByteBuffer.wrap(state).asLongBuffer();
            while (numbers.hasRemaining()) {
                found.add(numbers.get());
            }
        });
        storage.replay(record -> {
            long number = record.getLong(0);
            assertEquals(record(number, record.remaining()), record, "the bytes of record " + number);
            found.add(number);
        });
        return found;
    }

    /** Its bytes follow from its number. */
    private static ByteBuffer record(long number, int length) {
        byte[] bytes = new byte[Math.max(Long.BYTES, length)];
        new Random(number).nextBytes(bytes);
        // So that a segment's zeros begin where its last record ends.
        bytes[bytes.length - 1] |= 1;
        return ByteBuffer.wrap(bytes).putLong(0, number);
    }

    private static byte[] state(List<Long> numbers) {
        ByteBuffer state = ByteBuffer.allocate(numbers.size() * Long.BYTES);
        numbers.forEach(state::putLong);
        return state.array();
    }
}
