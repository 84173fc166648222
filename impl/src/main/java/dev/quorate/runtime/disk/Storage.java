package dev.quorate.runtime.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A replica's durable memory: records of bytes in a log, and a checkpoint that stands for the first of them.
 *
 * <p>Use: open; take the {@link #checkpoint}, {@link #replay} the records after it; then {@link #append} and {@link #sync}, again
 * and again, and send nothing that promises a record before {@code sync} has returned. From time to time {@link #roll}, and {@link
 * #saveCheckpoint} the state as it was then, which may take its time in another thread: nothing else may be called by two threads.
 *
 * <p>What is found after a crash: all that was synced, in order; of what was appended after, the first so many records, perhaps
 * none; and they are durable then. What was synced and is not there any more is never passed over in silence: the folder is
 * refused, with one exception that no single machine can help, told in {@link Recovery}.
 *
 * <p>What is assumed of the disk: that an fsync tells the truth, that a write does no harm to bytes beside its own, and that
 * damage shows in a CRC32C.
 *
 * <p>Errors: {@link DiskFullException} changes nothing. {@link DiskException} is final: all later calls throw one, too. The
 * replica has to end, and may be started again when the disk is sound.
 */
public final class Storage implements AutoCloseable {
    private final Folder folder;
    private final Options options;
    private final Closeable lock;
    private final long secret;
    private final Batch batch;
    private Recovery recovery;
    private Segment segment;
    private boolean used;
    private volatile long synced;
    private volatile long checkpoint;
    private volatile Optional<DiskException> failure = Optional.empty();

    private Storage(Folder folder, Options options, Closeable lock, Opening opening) {
        this.folder = folder;
        this.options = options;
        this.lock = lock;
        this.recovery = opening.recovery();
        this.secret = recovery.secret();
        this.batch =
                new Batch(new Checksum(secret), Long.hashCode(options.random().getAsLong()), options.batchBytes());
        this.segment = opening.segment();
        this.synced = recovery.tail().last();
        this.checkpoint = recovery.checkpoint();
    }

    /** As {@link #open(Disk, Path, Identity, Options)}, with {@link Options#DEFAULT}. */
    public static Storage open(Disk disk, Path folder, Identity identity) {
        return open(disk, folder, identity, Options.DEFAULT);
    }

    /**
     * Opens a data folder, or makes one. All that it holds is read, and the torn end of the log is cut off.
     *
     * @throws DiskException if it is another node's, cluster's or protocol's, or of another release; if it is in use; if it holds
     *     other things, or is incomplete or corrupt; or if the disk fails. Then nothing in it was changed but by a disk that failed
     * @throws DiskFullException if there is no room to make it
     */
    public static Storage open(Disk disk, Path folder, Identity identity, Options options) {
        try {
            disk.createFolders(folder);
            Closeable lock = disk.lock(folder.resolve(Names.LOCK))
                    .orElseThrow(() -> new DiskException("The data folder " + folder
                            + " is in use: stop the server that uses it, or give this one a folder of its own"));
            return openLocked(new Folder(disk, folder, new Fsyncs()), identity, options, lock);
        } catch (NoSpaceException e) {
            throw new DiskFullException("There is no room for a data folder in " + folder + ": make room", e);
        } catch (IOException e) {
            throw new DiskException(
                    "The data folder " + folder + " cannot be opened (" + e
                            + "): look to the path, its owner and the disk",
                    e);
        }
    }

    private static Storage openLocked(Folder folder, Identity identity, Options options, Closeable lock)
            throws IOException {
        boolean opened = false;
        try {
            Storage storage = new Storage(folder, options, lock, Opening.of(folder, identity, options));
            opened = true;
            return storage;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /** The state of the checkpoint that was found when the folder was opened. To be asked before the first {@code append}. */
    public Optional<byte[]> checkpoint() {
        requireUnused("the checkpoint");
        return recovery.state();
    }

    /**
     * Gives away the records after the checkpoint that were found when the folder was opened, in order. To be called before the
     * first {@code append}. It may be called again.
     *
     * @param record is given a buffer that is good until it returns
     */
    public void replay(Consumer<ByteBuffer> record) {
        requireUnused("a replay");
        requireSound();
        try {
            recovery.replay(folder, record);
        } catch (IOException e) {
            throw fail("read the log", e);
        }
    }

    /** What was found when the folder was opened, in numbers. */
    public Recovered recovered() {
        return new Recovered(
                recovery.checkpoint(),
                recovery.tail().last(),
                recovery.segments().size(),
                recovery.tail().tornBytes());
    }

    private void requireUnused(String what) {
        if (used) {
            throw new IllegalStateException(
                    "asked for " + what + " after a record was appended: it is not kept in memory");
        }
    }

    /**
     * Adds a record to those that wait for {@link #sync}. Nothing is written yet; the buffer is read to its end and not kept.
     *
     * @throws IllegalArgumentException if it is longer than {@link Options#recordBytes}
     * @throws IllegalStateException if more than a large batch waits already
     */
    public void append(ByteBuffer record) {
        requireSound();
        if (record.remaining() > options.recordBytes()) {
            throw new IllegalArgumentException("A record of " + record.remaining() + " bytes is longer than the "
                    + options.recordBytes() + " that this storage takes");
        }
        if (!batch.hasRoomFor(record.remaining())) {
            throw new IllegalStateException(
                    batch.length() + " bytes wait already to be written: sync before appending more");
        }
        if (!used) {
            used = true;
            recovery = recovery.withoutState();
        }
        batch.add(record, position() + 1, synced);
    }

    /** How many bytes wait for {@link #sync}. */
    public int pendingBytes() {
        return batch.length();
    }

    /**
     * When this returns, all that was appended is on the disk: one write and one fsync, and none if nothing was appended.
     *
     * @throws DiskFullException if there is no room: all records appended since the last call are dropped, and will not be found
     *     by any later recovery
     * @throws DiskException if the disk failed: what became of these records is not known
     */
    public void sync() {
        requireSound();
        if (batch.records() == 0) {
            return;
        }
        int records = batch.records();
        try {
            if (!segment.isEmpty() && segment.end() + batch.length() > options.segmentBytes()) {
                startSegment();
            }
            segment.write(batch.written());
        } catch (NoSpaceException e) {
            batch.clear();
            throw new DiskFullException(
                    "The disk of " + folder.path() + " is full: " + records + " records were not written. Make room",
                    e);
        } catch (IOException e) {
            throw fail("write the log", e);
        }
        long last = position();
        batch.clear();
        synced = last;
    }

    private void startSegment() throws IOException {
        Segment next = Segment.create(folder, secret, synced + 1, options.chunkBytes());
        segment.close();
        segment = next;
    }

    /** How many records have been appended since the folder was made, synced or not; the number of the last one. */
    public long position() {
        return synced + batch.records();
    }

    /**
     * Ends the segment of the log, so that the records so far can be deleted once there is a checkpoint. All that was appended
     * must have been synced.
     *
     * @return the position under which a checkpoint of the state as it is now may be saved
     * @throws DiskFullException if there is no room: there is no new segment, and nothing else has changed
     */
    public long roll() {
        requireSound();
        if (batch.records() > 0) {
            throw new IllegalStateException(batch.records() + " records were appended and not synced: sync first");
        }
        if (!segment.isEmpty()) {
            try {
                startSegment();
            } catch (NoSpaceException e) {
                throw new DiskFullException(
                        "The disk of " + folder.path() + " is full: no segment was begun. Make room", e);
            } catch (IOException e) {
                throw fail("begin a segment", e);
            }
        }
        return synced;
    }

    /**
     * Saves the state that the first so many records lead to, and deletes these records. May be called by another thread than
     * the one that appends; it may not be interrupted.
     *
     * @param position what {@link #roll} returned
     * @param state the whole state, as it was then
     * @throws DiskFullException if there is no room: what was there before is still there
     * @throws IllegalArgumentException if there is a later checkpoint, or the position is not synced
     */
    public synchronized void saveCheckpoint(long position, byte[] state) {
        requireSound();
        if (position < 1 || position < checkpoint || position > synced) {
            throw new IllegalArgumentException("a checkpoint at record " + position
                    + " was to be saved; the last is at " + checkpoint + ", and what is synced ends at " + synced);
        }
        try {
            Checkpoints.save(folder, secret, position, state);
            checkpoint = position;
            Checkpoints.deleteOlder(folder, position);
        } catch (NoSpaceException e) {
            throw new DiskFullException(
                    "The disk of " + folder.path() + " is full: a checkpoint of " + state.length
                            + " bytes was not saved. Make room",
                    e);
        } catch (IOException e) {
            throw fail("save a checkpoint", e);
        }
    }

    /** How often the disk was waited for since the folder was opened; may be asked by any thread. */
    public long fsyncs() {
        return folder.fsyncs().sum();
    }

    /** How many bytes the disk has left, about; may be asked by any thread. */
    public long freeBytes() {
        try {
            return folder.disk().freeBytes(folder.path());
        } catch (IOException e) {
            throw new DiskException("The free space of " + folder.path() + " cannot be found out (" + e + ")", e);
        }
    }

    private void requireSound() {
        if (failure.isPresent()) {
            throw new DiskException(failure.get().getMessage(), failure.get());
        }
    }

    private DiskException fail(String what, IOException cause) {
        DiskException failed = new DiskException(
                "The disk of " + folder.path() + " failed to " + what + " (" + cause
                        + "): nobody knows what is on it. Stop this server, look to the disk, and start it again",
                cause);
        failure = Optional.of(failed);
        return failed;
    }

    /** Gives the folder free, once a checkpoint that is being saved is. What was appended and not synced is dropped. */
    @Override
    public synchronized void close() {
        if (failure.isEmpty()) {
            failure = Optional.of(new DiskException("The data folder " + folder.path() + " was closed: open it again"));
        }
        try (lock) {
            segment.close();
        } catch (IOException e) {
            throw new DiskException("The data folder " + folder.path() + " cannot be closed (" + e + ")", e);
        }
    }
}
