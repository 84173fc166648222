package dev.quorate.runtime.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out what a data folder holds, and changes nothing.
 *
 * <p>What does not fit is either the torn end of a batch that was never acknowledged, or damage to what was. Of a batch that was
 * written when power was lost any part may be there, so in the last segment a bad record says nothing, nor do good ones of
 * the same batch behind it. But each record says what was durable when it was written; one further on that calls the bad one
 * durable proves damage. So does the place of a bad record: a segment that is not the last was synced to its end before the next
 * was made, and a checkpoint is of what was synced.
 *
 * <p>What cannot be told: the last batch that was ever acknowledged, if it is damaged later and nothing was written after it, looks
 * like one that was torn, and is cut off; and so does all from some place on, if it is gone to the end. A single machine cannot know; see R. Alagappan et al., "Protocol-Aware Recovery for
 * Consensus-Based Storage", USENIX FAST 2018, section 3.3.
 *
 * @param secret the folder's
 * @param state of the checkpoint, if there is one
 * @param checkpoint how many records it stands for; 0 if there is none
 * @param segments the first records of the segments with records after the checkpoint
 * @param tail what is at the end of the last
 */
record Recovery(long secret, Optional<byte[]> state, long checkpoint, List<Long> segments, Tail tail) {
    /**
     * The end of the log.
     *
     * @param last the number of the last good record
     * @param end where it ends in the last segment
     * @param batchStart where its batch begins: what may not have been synced
     * @param tornBytes what is to be cut off
     */
    record Tail(long last, long end, long batchStart, long tornBytes) {}

    /** @throws DiskException if something that was acknowledged is missing or damaged */
    static Recovery of(Folder folder, long secret) throws IOException {
        List<String> names = folder.names();
        List<Long> checkpoints = Names.checkpoints(names);
        long checkpoint = checkpoints.isEmpty() ? 0 : checkpoints.get(checkpoints.size() - 1);
        Optional<byte[]> state =
                checkpoint == 0 ? Optional.empty() : Optional.of(Checkpoints.read(folder, secret, checkpoint));
        List<Long> segments = needed(folder, Names.segments(names), checkpoint);
        Optional<Tail> tail = Optional.empty();
        for (int i = 0; i < segments.size(); i++) {
            try (SegmentReader reader = SegmentReader.open(folder, secret, segments.get(i))) {
                if (i + 1 < segments.size()) {
                    readWhole(reader, segments.get(i + 1));
                } else {
                    tail = Optional.of(readTail(reader, checkpoint));
                }
            }
        }
        return new Recovery(secret, state, checkpoint, segments, tail.orElseThrow());
    }

    /** The segments from the one with the first record after the checkpoint on; older ones wait to be deleted, if they are there. */
    private static List<Long> needed(Folder folder, List<Long> segments, long checkpoint) {
        int base = -1;
        while (base + 1 < segments.size() && segments.get(base + 1) <= checkpoint + 1) {
            base++;
        }
        if (base < 0) {
            throw DiskException.missing(
                    folder.path(),
                    "the log " + beginning(segments) + ", and the checkpoint ends at record " + checkpoint);
        }
        return segments.subList(base, segments.size());
    }

    private static String beginning(List<Long> segments) {
        return segments.isEmpty() ? "is not there" : "begins at record " + segments.get(0);
    }

    /** A segment that was synced to its end. */
    private static void readWhole(SegmentReader reader, long next) throws IOException {
        while (reader.number() + 1 < next && reader.next().isPresent()) {
            // next() counts
        }
        if (reader.number() + 1 < next) {
            throw DiskException.corrupt(
                    reader.path(),
                    reader.offset(),
                    "record " + (reader.number() + 1) + " was synced, and is damaged or not there");
        }
    }

    private static Tail readTail(SegmentReader reader, long checkpoint) throws IOException {
        while (reader.next().isPresent()) {
            // next() counts
        }
        long torn = reader.tornBytes();
        if (torn > 0) {
            Optional<Long> proof = reader.proofThatTheNextWasDurable();
            if (proof.isPresent()) {
                throw DiskException.corrupt(
                        reader.path(),
                        reader.offset(),
                        "record " + (reader.number() + 1) + " was synced, as one at byte " + proof.get()
                                + " says, and is damaged");
            }
        }
        if (reader.number() < checkpoint) {
            throw DiskException.corrupt(
                    reader.path(),
                    reader.offset(),
                    "it ends at record " + reader.number() + ", before the checkpoint at record " + checkpoint);
        }
        return new Tail(reader.number(), reader.offset(), reader.batchStart(), torn);
    }

    /** The same, without the checkpoint, which may be large. */
    Recovery withoutState() {
        return new Recovery(secret, Optional.empty(), checkpoint, segments, tail);
    }

    /** Gives away the records after the checkpoint, in order. */
    void replay(Folder folder, Consumer<ByteBuffer> consumer) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            long end = i + 1 < segments.size() ? segments.get(i + 1) - 1 : tail.last();
            try (SegmentReader reader = SegmentReader.open(folder, secret, segments.get(i))) {
                replay(reader, end, consumer);
            }
        }
    }

    private void replay(SegmentReader reader, long end, Consumer<ByteBuffer> consumer) throws IOException {
        while (reader.number() < end) {
            Optional<ByteBuffer> record = reader.next();
            if (record.isEmpty()) {
                throw DiskException.corrupt(
                        reader.path(),
                        reader.offset(),
                        "record " + (reader.number() + 1) + " was good a moment ago, and is damaged");
            }
            if (reader.number() > checkpoint) {
                consumer.accept(record.get());
            }
        }
    }
}
