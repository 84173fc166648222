package dev.quorate.runtime.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage on this machine's own disk. What it does when power is lost is tested with a simulated one, in conformance. */
class StorageTest {
    static final Identity IDENTITY = new Identity("cluster", "n1", "raft");

    private static final Options SMALL = new Options(1000, 400, 5000, Options.DEFAULT.random());

    @TempDir
    private Path temporary;

    private Path folder() {
        return temporary.resolve("some").resolve("data");
    }

    // ------------------------------------------------------------------------------------------------- what is
    // remembered

    @Test
    void whatWasSyncedIsThereWhenTheFolderIsOpenedAgain() {
        try (Storage storage = open()) {
            assertEquals(List.of(), found(storage));
            assertTrue(storage.checkpoint().isEmpty());
            sync(storage, "a", "", "c");
            sync(storage, "d");
            storage.append(bytes("dropped"));
            assertEquals(5, storage.position());
        }
        try (Storage storage = open()) {
            assertEquals(List.of("a", "", "c", "d"), found(storage));
            assertEquals(List.of("a", "", "c", "d"), found(storage), "asked again");
            assertEquals(4, storage.position());
            assertEquals(new Recovered(0, 4, 1, 0), storage.recovered());
        }
    }

    @Test
    void aLogGoesOnThroughManySegmentsAndLives() throws IOException {
        List<String> all = new ArrayList<>();
        for (int life = 0; life < 10; life++) {
            try (Storage storage = open()) {
                assertEquals(all, found(storage));
                for (int i = 0; i < 20; i++) {
                    String record = life + "." + i + "x".repeat(i * 7);
                    sync(storage, record);
                    all.add(record);
                }
            }
        }
        assertTrue(names().stream().filter(name -> name.startsWith("log-")).count() > 10, names()::toString);
    }

    @Test
    void aCheckpointStandsForTheRecordsBeforeIt() throws IOException {
        try (Storage storage = open()) {
            sync(storage, "a", "b");
            long position = storage.roll();
            assertEquals(2, position);
            sync(storage, "c");
            storage.saveCheckpoint(position, "ab".getBytes(UTF_8));
            sync(storage, "d");
        }
        assertEquals(List.of("checkpoint-0000000000000000002", "identity", "lock", "log-0000000000000000003"), names());
        try (Storage storage = open()) {
            assertArrayEquals("ab".getBytes(UTF_8), storage.checkpoint().orElseThrow());
            assertEquals(List.of("c", "d"), found(storage));
            assertEquals(4, storage.position());
            storage.saveCheckpoint(storage.roll(), "abcd".getBytes(UTF_8));
        }
        assertEquals(List.of("checkpoint-0000000000000000004", "identity", "lock", "log-0000000000000000005"), names());
        try (Storage storage = open()) {
            assertArrayEquals("abcd".getBytes(UTF_8), storage.checkpoint().orElseThrow());
            assertEquals(List.of(), found(storage));
            assertEquals(4, storage.roll(), "an empty segment is not ended");
        }
    }

    @Test
    void aCheckpointIsSavedWhileOthersAppend() {
        List<String> since = new ArrayList<>();
        try (Storage storage = open()) {
            sync(storage, "a");
            for (int round = 0; round < 5; round++) {
                long position = storage.roll();
                since.clear();
                byte[] state = new byte[1 << 20];
                CompletableFuture<Void> saved =
                        CompletableFuture.runAsync(() -> storage.saveCheckpoint(position, state));
                for (int i = 0; i < 50; i++) {
                    since.add("record " + i + " of round " + round);
                    sync(storage, since.get(i));
                }
                saved.join();
            }
        }
        try (Storage storage = open()) {
            assertEquals(1 << 20, storage.checkpoint().orElseThrow().length);
            assertEquals(since, found(storage));
            assertEquals(251, storage.position());
        }
    }

    // --------------------------------------------------------------------------------------------------- what it costs

    @Test
    void aBatchCostsOneWriteAndOneFsync() {
        RecordingDisk disk = new RecordingDisk();
        try (Storage storage = Storage.open(disk, folder(), IDENTITY)) {
            sync(storage, "the first of all fills the segment with zeros");
            disk.done().clear();
            long before = storage.fsyncs();
            for (int i = 0; i < 64; i++) {
                storage.append(bytes("x".repeat(200)));
            }
            assertEquals(64 * 232, storage.pendingBytes());
            storage.sync();
            storage.sync();
            assertEquals(List.of("write log-0000000000000000001", "force log-0000000000000000001"), disk.done());
            assertEquals(1, storage.fsyncs() - before);
        }
    }

    @Test
    void aSegmentIsDurableInItsFolderBeforeARecordIsInIt() {
        RecordingDisk disk = new RecordingDisk();
        try (Storage storage = Storage.open(disk, folder(), IDENTITY)) {
            sync(storage, "a");
            disk.done().clear();
            storage.roll();
            sync(storage, "b");
        }
        assertEquals(
                List.of(
                        "write log-0000000000000000002.tmp",
                        "force log-0000000000000000002.tmp",
                        "rename to log-0000000000000000002",
                        "force folder"),
                disk.done().subList(0, 4));
        assertEquals(
                "force log-0000000000000000002", disk.done().get(disk.done().size() - 1));
    }

    @Test
    void nothingIsAllocatedForARecord() {
        try (Storage storage = open(Options.DEFAULT)) {
            ByteBuffer record = bytes("x".repeat(100));
            appendAndSync(storage, record, 20);
            long before = allocated();
            appendAndSync(storage, record, 100);
            long perRecord = (allocated() - before) / (100 * 100);
            assertTrue(perRecord < 4, "a record costs " + perRecord + " bytes of heap");
        }
    }

    private static void appendAndSync(Storage storage, ByteBuffer record, int batches) {
        for (int batch = 0; batch < batches; batch++) {
            for (int i = 0; i < 100; i++) {
                storage.append(record.rewind());
            }
            storage.sync();
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    // --------------------------------------------------------------------------------------------------- what is
    // refused

    @Test
    void aFolderOfAnotherNodeClusterOrProtocolIsRefused() {
        open().close();
        for (Identity other : List.of(
                new Identity("cluster", "n2", "raft"),
                new Identity("other", "n1", "raft"),
                new Identity("cluster", "n1", "zab"))) {
            String message = refused(other);
            assertTrue(
                    message.contains("belongs to node n1 of cluster cluster (raft), and this is node " + other.node()
                            + " of cluster " + other.cluster() + " (" + other.protocol() + ")"),
                    message);
        }
        assertThrows(IllegalArgumentException.class, () -> new Identity("cluster", "n1\nnode n2", "raft"));
    }

    @Test
    void aFolderThatIsInUseIsRefused() {
        try (Storage storage = open()) {
            sync(storage, "a");
            assertTrue(refused(IDENTITY).contains("is in use"), () -> refused(IDENTITY));
            assertTrue(refused(IDENTITY).contains("is in use"), "asked again");
            sync(storage, "b");
        }
        try (Storage storage = open()) {
            assertEquals(List.of("a", "b"), found(storage));
        }
    }

    @Test
    void twoProcessesDoNotUseOneFolder() throws IOException {
        Storage storage = open();
        // In vain; and this process still has the lock then.
        assertTrue(refused(IDENTITY).contains("is in use"));
        try (storage;
                Other other = new Other(folder())) {
            assertTrue(other.says().contains("is in use"));
        }
        try (Other other = new Other(folder())) {
            assertEquals("holds 0", other.says());
            assertTrue(refused(IDENTITY).contains("is in use"));
        }
        open().close();
    }

    /** Another process. */
    private record Other(Process process, BufferedReader output) implements AutoCloseable {
        Other(Path folder) throws IOException {
            this(start(folder));
        }

        private Other(Process process) {
            this(process, process.inputReader(UTF_8));
        }

        private static Process start(Path folder) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Holder.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        String says() throws IOException {
            return String.valueOf(output.readLine());
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            assertEquals(0, process.onExit().orTimeout(30, SECONDS).join().exitValue());
        }
    }

    @Test
    void whatIsNoDataFolderIsRefused() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("letter"), "dear");
        assertTrue(refused(IDENTITY).contains("holds letter and no file 'identity'"), () -> refused(IDENTITY));
        Files.delete(folder().resolve("letter"));
        Files.createDirectory(folder().resolve("lost+found"));
        open().close();

        Path file = Files.writeString(temporary.resolve("file"), "");
        String message = assertThrows(DiskException.class, () -> Storage.open(new FileDisk(), file, IDENTITY))
                .getMessage();
        assertTrue(message.contains(file + " cannot be opened"), message);
    }

    @Test
    void aFolderThatHasLostItsIdentityIsRefused() throws IOException {
        try (Storage storage = open()) {
            sync(storage, "a");
        }
        Files.delete(folder().resolve("identity"));
        assertTrue(refused(IDENTITY).contains("there is a log, and no file 'identity'"), () -> refused(IDENTITY));
    }

    @Test
    void damageToWhatWasAcknowledgedIsToldWithItsPlaceAndWhatToDo() throws IOException {
        try (Storage storage = open()) {
            sync(storage, "a".repeat(10));
            sync(storage, "b".repeat(10));
            sync(storage, "c".repeat(10));
        }
        Path log = folder().resolve("log-0000000000000000001");
        int second = 36 + 32 + 10;
        damage(log, second + 32 + 3);
        assertEquals(
                log + " is corrupt at byte " + second + ": record 2 was synced, as one at byte " + (second + 42)
                        + " says, and is damaged; nothing was changed. Restore this node from the others: move its folder"
                        + " away, and add the node again as a new one",
                refused(IDENTITY));
    }

    @Test
    void anUnknownFormatIsRefused() throws IOException {
        try (Storage storage = open()) {
            sync(storage, "a");
            storage.saveCheckpoint(storage.roll(), new byte[3]);
        }
        Path identity = folder().resolve("identity");
        String text = Files.readString(identity);
        Files.writeString(identity, text.replace("format 1", "format 2"));
        assertTrue(
                refused(IDENTITY).startsWith(identity + " is of format 2, and this release knows format 1: start the"));
        Files.writeString(identity, text);
        for (String name : List.of("log-0000000000000000002", "checkpoint-0000000000000000001")) {
            Path file = folder().resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer later = ByteBuffer.wrap(bytes.clone()).putInt(8, 7);
            Files.write(file, later.putInt(12, new Checksum(0).of(later, 0, 12)).array());
            assertTrue(
                    refused(IDENTITY).startsWith(file + " is of format 7, and this release knows format 1: start the"));
            Files.write(file, bytes);
        }
        open().close();
    }

    @Test
    void aFileOfAnotherDataFolderIsRefused() throws IOException {
        Path other = temporary.resolve("other");
        for (Path folder : List.of(folder(), other)) {
            try (Storage storage = Storage.open(new FileDisk(), folder, IDENTITY, SMALL)) {
                sync(storage, "a");
            }
        }
        Path log = folder().resolve("log-0000000000000000001");
        Files.write(log, Files.readAllBytes(other.resolve(log.getFileName())));
        assertTrue(refused(IDENTITY).startsWith(log + " was copied here from another data folder"));
    }

    /** Else a client could send what makes a server refuse its own log, once power is lost while that is written. */
    @Test
    void whatLooksLikeARecordInARecordIsNone() throws IOException {
        Path other = temporary.resolve("other");
        try (Storage storage = Storage.open(new FileDisk(), other, IDENTITY, SMALL)) {
            sync(storage, "a");
            sync(storage, "b");
            sync(storage, "c");
        }
        byte[] records = Files.readAllBytes(other.resolve("log-0000000000000000001"));
        try (Storage storage = open()) {
            storage.append(ByteBuffer.wrap(records, 36, 3 * 33));
            storage.sync();
        }
        damage(folder().resolve("log-0000000000000000001"), 36);
        try (Storage storage = open()) {
            assertEquals(List.of(), found(storage));
            assertTrue(storage.recovered().tornBytes() > 0);
        }
    }

    @Test
    void whatAnEndedProcessLeftAsideIsRemoved() throws IOException {
        open().close();
        for (String name :
                List.of("identity.tmp", "log-0000000000000000009.tmp", "checkpoint-0000000000000000009.tmp")) {
            Files.writeString(folder().resolve(name), "half");
        }
        Files.writeString(folder().resolve("somebody.tmp"), "else");
        open().close();
        assertEquals(List.of("identity", "lock", "log-0000000000000000001", "somebody.tmp"), names());
    }

    @Test
    void whatIsTooLongIsRefusedAndWhatIsAskedTooLate() {
        try (Storage storage = open()) {
            ByteBuffer tooLong = ByteBuffer.allocate(SMALL.recordBytes() + 1);
            assertThrows(IllegalArgumentException.class, () -> storage.append(tooLong));
            sync(storage, "x".repeat(SMALL.recordBytes()));
            assertThrows(IllegalStateException.class, storage::checkpoint);
            assertThrows(IllegalStateException.class, () -> storage.replay(record -> {}));
            assertThrows(IllegalArgumentException.class, () -> storage.saveCheckpoint(2, new byte[0]));
            storage.append(bytes("y"));
            assertThrows(IllegalStateException.class, storage::roll);
            ByteBuffer record = ByteBuffer.allocate(SMALL.recordBytes());
            int most = (int) (SMALL.batchBytes() / (SMALL.recordBytes() + RecordHeader.BYTES));
            IntStream.range(0, most - 1).forEach(i -> storage.append(record.rewind()));
            assertThrows(
                    IllegalStateException.class,
                    () -> IntStream.range(0, 2).forEach(i -> storage.append(record.rewind())));
        }
    }

    @Test
    void aClosedStorageDoesNothing() {
        Storage storage = open();
        storage.close();
        storage.close();
        String message = assertThrows(DiskException.class, storage::sync).getMessage();
        assertTrue(message.contains("was closed"), message);
        assertFalse(storage.freeBytes() == 0, "the folder is still there");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    private Storage open() {
        return open(SMALL);
    }

    private Storage open(Options options) {
        return Storage.open(new FileDisk(), folder(), IDENTITY, options);
    }

    private String refused(Identity identity) {
        return assertThrows(DiskException.class, () -> Storage.open(new FileDisk(), folder(), identity, SMALL))
                .getMessage();
    }

    private static void sync(Storage storage, String... records) {
        for (String record : records) {
            storage.append(bytes(record));
        }
        storage.sync();
    }

    private static ByteBuffer bytes(String record) {
        return ByteBuffer.wrap(record.getBytes(UTF_8));
    }

    private static List<String> found(Storage storage) {
        List<String> found = new ArrayList<>();
        storage.replay(record -> found.add(UTF_8.decode(record).toString()));
        return found;
    }

    private List<String> names() throws IOException {
        return new FileDisk().list(folder());
    }

    private static void damage(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
