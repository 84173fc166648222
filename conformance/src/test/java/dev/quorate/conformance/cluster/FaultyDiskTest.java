package dev.quorate.conformance.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.runtime.disk.DiskFile;
import dev.quorate.runtime.disk.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A faulty disk does what it says, and no worse. */
class FaultyDiskTest {
    private static final int WAYS = 300;
    private static final int SECTOR = FaultyFile.SECTOR_BYTES;
    private static final Path FOLDER = Path.of("data");
    private static final Path FILE = FOLDER.resolve("file");

    @Test
    void whatWasForcedOutlivesALossOfPowerAndTheRestMayBeThereSectorBySector() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int way = 0; way < WAYS; way++) {
            FaultyDisk disk = new FaultyDisk(way);
            DiskFile file = forced(disk, "aaa");
            write(file, 0, "bbb");
            write(file, SECTOR, "cc");
            seen.add(afterALossOfPower(disk));
        }
        assertEquals(
                new TreeSet<>(List.of(
                        "aaa", "aab", "aac", "aba", "abb", "abc", "aca", "acb", "acc", "baa", "bab", "bac", "bba",
                        "bbb", "bbc", "bca", "bcb", "bcc")),
                seen);
    }

    @Test
    void aFileThatGrewOrWasCutOffMayHaveEitherLength() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int way = 0; way < WAYS; way++) {
            FaultyDisk disk = new FaultyDisk(way);
            DiskFile file = forced(disk, "aa");
            write(file, 2 * SECTOR, "b");
            file.truncate(SECTOR);
            seen.add(afterALossOfPower(disk));
        }
        assertTrue(seen.containsAll(List.of("a", "aa", "aab", "a.", "a.b", "a..")), seen::toString);
        assertTrue(seen.stream().allMatch(found -> found.startsWith("a")), seen::toString);
    }

    @Test
    void aNameThatWasNotForcedMayBeLostAndAFileHasOneName() throws IOException {
        Set<List<String>> seen = new HashSet<>();
        for (int way = 0; way < WAYS; way++) {
            FaultyDisk disk = new FaultyDisk(way);
            disk.open(FOLDER.resolve("old"));
            disk.forceFolder(FOLDER);
            disk.open(FOLDER.resolve("aside"));
            disk.rename(FOLDER.resolve("aside"), FOLDER.resolve("new"));
            disk.delete(FOLDER.resolve("old"));
            disk.crash(DiskFault.POWER_LOSS);
            disk.boot();
            seen.add(disk.list(FOLDER));
        }
        assertEquals(
                Set.of(
                        List.of(),
                        List.of("old"),
                        List.of("new"),
                        List.of("new", "old"),
                        List.of("aside"),
                        List.of("aside", "old")),
                seen);
    }

    @Test
    void aProcessThatIsKilledLosesNothingThatItWroteButItsFilesAndLocks() throws IOException {
        FaultyDisk disk = new FaultyDisk(1);
        DiskFile file = disk.open(FILE);
        write(file, 0, "ab");
        assertTrue(disk.lock(FOLDER.resolve("lock")).isPresent());
        assertTrue(disk.lock(FOLDER.resolve("lock")).isEmpty(), "somebody has it");
        disk.crash(DiskFault.KILL);
        assertThrows(Crash.class, () -> disk.open(FILE));
        disk.boot();
        assertEquals("ab", content(disk));
        assertThrows(Crash.class, file::size);
        assertTrue(disk.lock(FOLDER.resolve("lock")).isPresent());
    }

    @Test
    void whatCouldNotBeForcedIsSeenAndIsNotForcedLater() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int way = 0; way < WAYS; way++) {
            FaultyDisk disk = new FaultyDisk(way);
            DiskFile file = forced(disk, "aa");
            write(file, 0, "bb");
            disk.plan(disk.steps() + 1, DiskFault.FAILURE);
            assertThrows(IOException.class, file::force);
            file.force();
            assertEquals("bb", content(disk));
            seen.add(afterALossOfPower(disk));
        }
        assertEquals(Set.of("aa", "ab", "ba", "bb"), seen);
    }

    @Test
    void aFaultComesAtItsStepAndAWriteMayBeHalfDone() throws IOException {
        Set<Integer> lengths = new TreeSet<>();
        for (int way = 0; way < WAYS; way++) {
            FaultyDisk disk = new FaultyDisk(way);
            DiskFile file = forced(disk, "");
            disk.plan(disk.steps() + 2, DiskFault.KILL);
            write(file, 0, "a");
            assertThrows(Crash.class, () -> write(file, SECTOR, "b"));
            disk.boot();
            lengths.add(disk.bytes(FILE).length);
        }
        assertTrue(lengths.size() > WAYS / 4, lengths::toString);
    }

    @Test
    void aFullDiskTakesWhatFitsAndLetsGo() throws IOException {
        FaultyDisk disk = new FaultyDisk(1);
        DiskFile file = forced(disk, "aa");
        disk.limitTo(3 * SECTOR);
        assertEquals(SECTOR, disk.freeBytes(FOLDER));
        write(file, 0, "bbb");
        assertThrows(NoSpaceException.class, () -> write(file, 2 * SECTOR, "cc"));
        assertTrue(disk.usedBytes() <= 3 * SECTOR, "more is used than there is");
        file.truncate(0);
        write(file, 0, "ddd");
        assertEquals("ddd", content(disk));
    }

    @Test
    void damageIsSilentAndLasts() throws IOException {
        FaultyDisk disk = new FaultyDisk(1);
        forced(disk, "a");
        disk.corrupt(FILE, 7, 1);
        byte[] bytes = disk.bytes(FILE);
        assertEquals('a' ^ 1, bytes[7]);
        disk.crash(DiskFault.POWER_LOSS);
        disk.boot();
        assertEquals('a' ^ 1, disk.bytes(FILE)[7]);
    }

    /** A file of these sectors, each full of one letter, that is durable under its name. */
    private static DiskFile forced(FaultyDisk disk, String sectors) throws IOException {
        DiskFile file = disk.open(FILE);
        disk.forceFolder(FOLDER);
        write(file, 0, sectors);
        file.force();
        return file;
    }

    private static void write(DiskFile file, long at, String sectors) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(sectors.length() * SECTOR);
        for (byte letter : sectors.getBytes(US_ASCII)) {
            for (int i = 0; i < SECTOR; i++) {
                bytes.put(letter);
            }
        }
        file.write(bytes.flip(), at);
    }

    private static String afterALossOfPower(FaultyDisk disk) {
        disk.crash(DiskFault.POWER_LOSS);
        disk.boot();
        return content(disk);
    }

    /** The letter of each sector, a dot for zeros. */
    private static String content(FaultyDisk disk) {
        byte[] bytes = disk.bytes(FILE);
        StringBuilder letters = new StringBuilder();
        for (int at = 0; at < bytes.length; at += SECTOR) {
            byte letter = bytes[at];
            byte[] whole = new byte[SECTOR];
            Arrays.fill(whole, letter);
            assertTrue(Arrays.equals(whole, Arrays.copyOfRange(bytes, at, at + SECTOR)), "a sector is of one time");
            letters.append(letter == 0 ? '.' : (char) letter);
        }
        return letters.toString();
    }
}
