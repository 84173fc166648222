package dev.quorate.conformance.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.cluster.StorageRun.Action;
import dev.quorate.conformance.cluster.StorageRun.Append;
import dev.quorate.conformance.cluster.StorageRun.Sync;
import dev.quorate.runtime.disk.DiskException;
import dev.quorate.runtime.disk.DiskFile;
import dev.quorate.runtime.disk.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What comes of damage to a data folder that lies still: nothing that was synced is lost in silence, but for the last batch. */
class StorageDamageProperties {
    @Provide
    Arbitrary<List<Action>> actions() {
        return StorageProperties.actions();
    }

    @Property(tries = 8)
    void aByteThatChangesIsFoundWhereverItIs(@ForAll("actions") List<Action> actions, @ForAll long seed) {
        StorageRun run = ended(actions, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (Path file : run.disk.files()) {
            int size = run.disk.bytes(file).length;
            for (int at = 0; at < size; at++) {
                FaultyDisk damaged = run.disk.copy(seed);
                damaged.corrupt(file, at, 1 << random.nextInt(8));
                nothingIsLost(run, damaged, Optional.of(file), file + ", byte " + at);
            }
        }
    }

    /** A batch that is torn anywhere, and what stood there before, zeros or not, is behind it. */
    @Property(tries = 8)
    void aTailThatIsTornAtAnyByteIsCutOff(@ForAll("actions") List<Action> actions, @ForAll long seed)
            throws IOException {
        StorageRun run = ended(actions, seed);
        Path last = lastSegment(run.disk);
        int end = run.disk.bytes(last).length;
        SplittableRandom random = new SplittableRandom(seed);
        for (int at = startOfTheLastBatch(run, last); at < end; at++) {
            FaultyDisk cut = run.disk.copy(seed);
            try (DiskFile file = cut.open(last)) {
                file.truncate(at);
            }
            mustOpen(run, cut, "cut off at byte " + at);

            FaultyDisk overwritten = run.disk.copy(seed);
            byte[] garbage = new byte[1 + random.nextInt(end - at)];
            random.nextBytes(garbage);
            try (DiskFile file = overwritten.open(last)) {
                file.write(ByteBuffer.wrap(garbage), at);
            }
            mustOpen(run, overwritten, garbage.length + " bytes of garbage at byte " + at);
        }
    }

    /** A segment that is gone is missed, whichever it is, but the last. */
    @Property(tries = 8)
    void aFileThatIsGoneIsMissed(@ForAll("actions") List<Action> actions, @ForAll long seed) throws IOException {
        StorageRun run = ended(actions, seed);
        List<Path> files = new ArrayList<>(run.disk.files());
        files.removeIf(file -> file.endsWith("lock"));
        if (segments(run.disk).size() > 1) {
            files.remove(lastSegment(run.disk));
        }
        for (Path file : files) {
            FaultyDisk damaged = run.disk.copy(seed);
            damaged.delete(file);
            Optional<Storage> opened = nothingIsLost(run, damaged, Optional.empty(), file + " is gone");
            assertTrue(opened.isEmpty(), () -> file + " is gone, and nobody misses it");
        }
    }

    /** A run without faults, whose last batch has some records, closed. */
    private static StorageRun ended(List<Action> actions, long seed) {
        StorageRun run = new StorageRun(seed);
        List<Action> all = new ArrayList<>(actions);
        all.addAll(List.of(new Append(8), new Sync(), new Append(40), new Append(8), new Append(100), new Sync()));
        run.perform(all);
        run.close();
        return run;
    }

    private static void mustOpen(StorageRun run, FaultyDisk damaged, String how) {
        assertTrue(nothingIsLost(run, damaged, Optional.empty(), how).isPresent(), () -> how + ": refused");
    }

    private static Optional<Storage> nothingIsLost(
            StorageRun run, FaultyDisk damaged, Optional<Path> damagedFile, String how) {
        Optional<Storage> opened = open(damaged, damagedFile, how);
        if (opened.isPresent()) {
            List<Long> found = StorageRun.found(opened.get());
            List<Long> all = run.synced();
            assertTrue(
                    found.size() >= run.syncedBeforeTheLastBatch()
                            && found.size() <= all.size()
                            && all.subList(0, found.size()).equals(found),
                    () -> how + "\nsynced: " + all + "\nof which before the last batch: "
                            + run.syncedBeforeTheLastBatch() + "\nfound: " + found);
        }
        return opened;
    }

    private static Optional<Storage> open(FaultyDisk damaged, Optional<Path> damagedFile, String how) {
        FaultyDisk before = damaged.copy(0);
        try {
            return Optional.of(Storage.open(damaged, StorageRun.FOLDER, StorageRun.IDENTITY, StorageRun.options(0)));
        } catch (DiskException refused) {
            damagedFile.ifPresent(file -> assertTrue(
                    refused.getMessage().contains(file.toString()), () -> how + ": " + refused.getMessage()));
            assertEquals(before.files(), damaged.files(), () -> how + ": a refusal changes nothing");
            before.files().forEach(file -> assertArrayEquals(before.bytes(file), damaged.bytes(file), how));
            return Optional.empty();
        }
    }

    private static List<Path> segments(FaultyDisk disk) {
        return disk.files().stream()
                .filter(file -> file.getFileName().toString().startsWith("log-"))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static Path lastSegment(FaultyDisk disk) {
        List<Path> segments = segments(disk);
        return segments.get(segments.size() - 1);
    }

    /** Its three records, behind what is before them. */
    private static int startOfTheLastBatch(StorageRun run, Path segment) {
        byte[] bytes = run.disk.bytes(segment);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end - (3 * 32 + 40 + 8 + 100);
    }
}
