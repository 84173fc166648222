package dev.quorate.conformance.cluster;

import dev.quorate.runtime.disk.FileDisk;
import dev.quorate.runtime.disk.Identity;
import dev.quorate.runtime.disk.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a batch of 64 records of 200 bytes costs, beside as many bytes that are written to a bare file which has its blocks already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StorageBenchmark {
    private static final int RECORDS = 64;
    private static final int BARE_MIB = 64;

    private final ByteBuffer record = ByteBuffer.allocate(200);
    private final ByteBuffer batch = ByteBuffer.allocateDirect(RECORDS * (200 + 32));
    private Path folder;
    private Storage storage;
    private FileChannel bare;
    private long at;

    /** Where the temporary folder is: it should be on the disk that is meant. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("storage-benchmark");
        storage = Storage.open(new FileDisk(), folder.resolve("data"), new Identity("cluster", "n1", "raft"));
        bare = FileChannel.open(folder.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (long mib = 0; mib < BARE_MIB; mib++) {
            bare.write(ByteBuffer.allocateDirect(1 << 20), mib << 20);
        }
        bare.force(true);
    }

    /** Closes and deletes. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        storage.close();
        bare.close();
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    /** A batch of the storage's. */
    @Benchmark
    public long storage() {
        for (int i = 0; i < RECORDS; i++) {
            storage.append(record.rewind());
        }
        storage.sync();
        return storage.position();
    }

    /** One write, one fsync. */
    @Benchmark
    public long bareFile() throws IOException {
        bare.write(batch.rewind(), at);
        bare.force(false);
        at = (at + batch.capacity()) % ((BARE_MIB - 1) << 20);
        return at;
    }
}
