package dev.quorate.conformance.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.core.NodeId;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a replica's log ends.
 *
 * @param length in bytes
 * @param lines how many there are, without the header
 * @param clock the vector clock of the last of them
 */
record LogEnd(long length, long lines, Map<NodeId, Long> clock) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final LogEnd EMPTY = new LogEnd(0, 0, Map.of());
    private static final String DISK = ",\"disk\":";

    /**
     * Finds the last line that tells of nothing but what is on the replica's disk. The process may have been killed while it wrote
     * the one after it, or before the disk had what that tells of.
     *
     * @param header the first line that the log must have
     * @param position how many records are on the disk
     */
    static LogEnd find(Path file, String header, NodeId self, long position) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return fresh(file, position);
        }
        long length = 0;
        long lines = -1;
        String last = "";
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (Optional<byte[]> next = line(in); next.isPresent(); next = line(in)) {
                String line = new String(next.get(), StandardCharsets.UTF_8);
                if (lines < 0 && !line.equals(header)) {
                    throw new BadInputException(file + ", line 1: expected the log of this cluster, " + header.trim()
                            + ", found " + line.trim() + "; name another file");
                } else if (lines >= 0 && disk(line) > position) {
                    break;
                }
                length += next.get().length;
                lines++;
                last = line;
            }
        }
        if (lines <= 0) {
            return fresh(file, position);
        }
        return new LogEnd(length, lines, clock(file, last, self));
    }

    private static LogEnd fresh(Path file, long position) {
        if (position > 0) {
            throw new BadInputException(
                    file + ": the replica has run before, without this log, which would not begin at the"
                            + " beginning; give it an empty data folder, or the log that it had");
        }
        return EMPTY;
    }

    /** The next whole line, with its end. */
    private static Optional<byte[]> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                return Optional.of(line.toByteArray());
            }
        }
        return Optional.empty();
    }

    private static long disk(String line) {
        int start = line.lastIndexOf(DISK);
        return start < 0 ? 0 : Long.parseLong(line.substring(start + DISK.length(), line.lastIndexOf('}')));
    }

    private static Map<NodeId, Long> clock(Path file, String line, NodeId self) throws IOException {
        JsonNode node = JSON.readTree(line);
        Map<NodeId, Long> clock = new HashMap<>();
        node.path("clock")
                .properties()
                .forEach(count ->
                        clock.put(new NodeId(count.getKey()), count.getValue().longValue()));
        String of = node.path("node").asText(self.name());
        if (!of.equals(self.name())) {
            throw new BadInputException(file + ": expected the log of " + self + ", found that of " + of);
        }
        return clock;
    }
}
