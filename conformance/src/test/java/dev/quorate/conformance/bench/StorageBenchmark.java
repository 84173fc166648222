package dev.quorate.conformance.bench;

import dev.quorate.runtime.disk.FileDisk;
import dev.quorate.runtime.disk.Identity;
import dev.quorate.runtime.disk.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How often a second the log on disk takes so many records and forces them, once. The folder is in target/, on the disk that builds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class StorageBenchmark {
    /** Records that share one force. */
    @Param({"1", "16", "256"})
    public int records;

    private final ByteBuffer record = ByteBuffer.allocate(128);
    private Path folder;
    private Storage storage;
    private int forces;

    /** An empty folder. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "storage-benchmark-");
        storage = Storage.open(new FileDisk(), folder.resolve("data"), new Identity("bench", "1", "raft"));
        storage.replay(ignored -> {});
        forces = 0;
    }

    /** Closes and deletes it. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        storage.close();
        List<Path> paths;
        try (Stream<Path> walked = Files.walk(folder)) {
            paths = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    /** Appends, and forces. */
    @Benchmark
    public int appendAndSync() {
        for (int i = 0; i < records; i++) {
            storage.append(record.clear());
        }
        storage.sync();
        return ++forces;
    }
}
