package dev.quorate.conformance.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.runtime.disk.DiskException;
import dev.quorate.runtime.disk.DiskFullException;
import dev.quorate.runtime.disk.Storage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a storage does about faults that chance alone seldom puts together; each for many ways in which power may be lost. */
class StorageFaultsTest {
    private static final int WAYS = 60;

    /** So that the second record ends where the zeros end that a segment is filled with first: they might do away with what is left behind it. */
    private static final int LENGTH = (StorageRun.CHUNK_BYTES - 36 - 2 * 32) / 2;

    private static final Path LOG = StorageRun.FOLDER.resolve("log-0000000000000000001");

    /** Of the record at byte 36, behind the header of the segment. */
    private static final int SECOND_RECORD = 36 + 32 + LENGTH;

    @Test
    void whatIsLeftOfATornBatchDoesNotComeBackBehindAnother() {
        FaultyDisk disk = torn(1);
        Storage storage = open(disk);
        assertTrue(storage.recovered().tornBytes() > 0, "the end was torn");
        sync(storage, "5");
        disk.boot();
        Storage again = open(disk);
        assertEquals(List.of("1", "5"), found(again));
        assertEquals(0, again.recovered().tornBytes(), "what was torn was cut off");
    }

    @Test
    void whatIsLeftOfATornBatchDoesNotComeBackThoughTheDiskNeverCutItOff() {
        int cameBack = 0;
        for (int way = 0; way < WAYS; way++) {
            FaultyDisk disk = torn(way);
            // The folder is forced, the file cut off, its last batch written again, the file forced.
            disk.plan(disk.steps() + 4, DiskFault.FAILURE);
            assertThrows(DiskException.class, () -> open(disk));
            disk.boot();
            Storage storage = open(disk);
            assertEquals(0, storage.recovered().tornBytes(), "it is seen as cut off");
            sync(storage, "5");
            disk.crash(DiskFault.POWER_LOSS);
            disk.boot();
            Storage again = open(disk);
            assertEquals(List.of("1", "5"), found(again));
            cameBack += again.recovered().tornBytes() > 0 ? 1 : 0;
        }
        assertTrue(cameBack > 0, "in no case was anything left: this test tests nothing");
    }

    @Test
    void nothingIsFoundOfABatchForWhichThereWasNoRoom() {
        for (int way = 0; way < WAYS; way++) {
            FaultyDisk disk = new FaultyDisk(way);
            Storage storage = open(disk);
            sync(storage, "1");
            // The segment is filled, the batch is written.
            disk.plan(disk.steps() + 2, DiskFault.FULL);
            assertThrows(DiskFullException.class, () -> sync(storage, "2", "3", "4", "5"));
            assertEquals(1, storage.position());
            disk.crash(DiskFault.POWER_LOSS);
            disk.boot();
            assertEquals(List.of("1"), found(open(disk)));
        }
    }

    @Test
    void aStorageWithoutRoomTakesNoneAndGoesOnWhenThereIs() {
        FaultyDisk disk = new FaultyDisk(1);
        Storage storage = open(disk);
        sync(storage, "1");
        long used = disk.usedBytes();
        disk.limitTo(used + 100);
        for (int i = 0; i < 3; i++) {
            assertThrows(DiskFullException.class, () -> sync(storage, "2", "3", "4", "5"));
            assertThrows(DiskFullException.class, () -> storage.saveCheckpoint(1, new byte[1000]));
            assertEquals(used, disk.usedBytes(), "what was written in vain takes no room");
        }
        disk.limitTo(Long.MAX_VALUE);
        sync(storage, "9");
        storage.saveCheckpoint(1, new byte[1000]);
        disk.boot();
        Storage again = open(disk);
        assertEquals(1, again.recovered().checkpoint());
        assertEquals(List.of("9"), found(again));
    }

    @Test
    void aRecordThatACheckpointStandsForIsNotTakenForATornOne() {
        FaultyDisk disk = new FaultyDisk(1);
        Storage storage = open(disk);
        sync(storage, "1", "2");
        storage.saveCheckpoint(2, new byte[10]);
        disk.boot();
        disk.corrupt(LOG, SECOND_RECORD, 1);
        String message = assertThrows(DiskException.class, () -> open(disk)).getMessage();
        assertTrue(message.contains("before the checkpoint at record 2"), message);
    }

    /** Records 1, then 2 to 4 in another batch, of which the first is lost. */
    private static FaultyDisk torn(long seed) {
        FaultyDisk disk = new FaultyDisk(seed);
        Storage storage = open(disk);
        sync(storage, "1");
        sync(storage, "2", "3", "4");
        disk.boot();
        disk.corrupt(LOG, SECOND_RECORD, 1);
        return disk;
    }

    private static Storage open(FaultyDisk disk) {
        return Storage.open(disk, StorageRun.FOLDER, StorageRun.IDENTITY, StorageRun.options(disk.steps()));
    }

    private static void sync(Storage storage, String... records) {
        for (String record : records) {
            storage.append(ByteBuffer.wrap(record.repeat(LENGTH).getBytes(US_ASCII)));
        }
        storage.sync();
    }

    private static List<String> found(Storage storage) {
        List<String> found = new ArrayList<>();
        storage.replay(record -> found.add(String.valueOf((char) record.get(0))));
        return found;
    }
}
