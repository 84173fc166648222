package dev.quorate.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether the servers of a cluster are well: what they print, how much memory and disk they take. */
final class Health {
    /** The heap is limited to a fourth of it; the rest is for what else a JVM needs. */
    private static final long MAX_MEMORY = 1L << 30;

    /** Two segments and two checkpoints, and more than all that a run can have between two of these. */
    private static final long MAX_DISK = 320L << 20;

    private static final Pattern COMPLAINT = Pattern.compile("ERROR|Exception in thread|OutOfMemoryError");

    private final ProcessCluster cluster;

    Health(ProcessCluster cluster) {
        this.cluster = cluster;
    }

    /** What is not well, while they run. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < cluster.size(); i++) {
            String name = "server " + ProcessCluster.name(i);
            complaint(cluster.server(i).printed())
                    .ifPresent(line -> problems.add(name + " has printed what no server shall: " + line));
            OptionalLong memory = cluster.server(i).peakBytes();
            if (memory.isPresent() && memory.getAsLong() > MAX_MEMORY) {
                problems.add(name
                        + " has had %,d MiB of memory; expected %,d at most"
                                .formatted(memory.getAsLong() >> 20, MAX_MEMORY >> 20));
            }
            long disk = size(cluster.data(i));
            if (disk > MAX_DISK) {
                problems.add(name + " has %,d MiB of data; expected %,d at most".formatted(disk >> 20, MAX_DISK >> 20));
            }
        }
        return problems;
    }

    static Optional<String> complaint(List<String> lines) {
        return lines.stream().filter(line -> COMPLAINT.matcher(line).find()).findFirst();
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> {
                        try {
                            return Files.isRegularFile(file) ? Files.size(file) : 0;
                        } catch (IOException e) {
                            // Deleted in between.
                            return 0;
                        }
                    })
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
