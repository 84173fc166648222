package dev.quorate.conformance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How often a second the machine's disk takes 128 bytes for good: what bounds every system that waits for it. */
final class DiskProbe {
    private static final int RECORD_BYTES = 128;
    private static final int FILE_BYTES = 16 * 1024 * 1024;

    private DiskProbe() {}

    /**
     * Appends to preallocated files and forces each append.
     *
     * @param folder where the files are for so long
     * @param files how many files at once, each by a thread of its own
     * @return forces a second, of all files together
     */
    static double forcesPerSecond(Path folder, int files, Duration duration) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(files);
        try {
            Files.createDirectories(folder);
            List<CompletableFuture<Double>> rates = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                Path file = folder.resolve("probe-" + i);
                preallocate(file);
                rates.add(CompletableFuture.supplyAsync(() -> rate(file, duration), threads));
            }
            return rates.stream().mapToDouble(CompletableFuture::join).sum();
        } finally {
            threads.shutdown();
        }
    }

    private static void preallocate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(FILE_BYTES), 0);
            channel.force(true);
        }
    }

    private static double rate(Path file, Duration duration) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            long end = start + duration.toNanos();
            long count = 0;
            while (System.nanoTime() < end) {
                channel.write(ByteBuffer.allocate(RECORD_BYTES), count * RECORD_BYTES % FILE_BYTES);
                channel.force(false);
                count++;
            }
            return count * 1e9 / (System.nanoTime() - start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It is in a folder that is deleted as a whole.
            }
        }
    }
}
