package dev.quorate.conformance.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.value.ItfValueReader;
import dev.quorate.conformance.value.MismatchException;
import dev.quorate.core.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a log of one file, a line at a time, and holds each line against the types that its spec's binding names. Whatever is
 * not as it should be is bad input, and the message names the line.
 */
public final class LogReader implements LogSource {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final BufferedReader lines;

    /** Whether the file ends within a line. */
    private final boolean torn;

    private String nextLine;
    private long number;
    private final LogHeader header;
    private final LineReader reader;
    private long seq;
    private boolean started;

    private LogReader(Path file, boolean typed) throws IOException {
        this.file = file;
        torn = isTorn(file);
        lines = Files.newBufferedReader(file);
        try {
            nextLine = lines.readLine();
            JsonNode first = readLine();
            if (first == null) {
                throw new BadInputException(
                        file + ", line 1: expected the header of a log, found nothing: the file is empty");
            }
            header = checked(() -> header(first));
            Binding<?, ?, ?> binding = Binding.of(header.spec())
                    .orElseThrow(
                            () -> wrong("spec: expected a spec that Java code is bound to, found \"" + header.spec()
                                    + "\"; a binding is a service " + Binding.class.getName() + " on the classpath"));
            reader = new LineReader(binding, header.nodes(), typed);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /**
     * Opens a log.
     *
     * @param typed whether values are held against the types that they must have
     * @throws BadInputException if the file cannot be read, or its first line is not the header of a log
     */
    public static LogReader open(Path file, boolean typed) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + ": there is no such file; a log is a file, for it is read twice");
        }
        try {
            return new LogReader(file, typed);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e, e);
        }
    }

    @Override
    public LogHeader header() {
        return header;
    }

    @Override
    public Optional<LogLine> next() {
        try {
            JsonNode node = readLine();
            if (node == null) {
                if (!started) {
                    number++;
                    throw wrong("expected the event Init, found the end of the log");
                }
                return Optional.empty();
            }
            LogLine line = checked(() -> reader.read(node, new LogLine.Place(file, number)));
            long after = node.get("seq").longValue();
            if (after != seq + 1) {
                throw wrong("seq: expected " + (seq + 1) + ", found " + after);
            } else if (!started && !(line instanceof LogLine.Init)) {
                throw wrong("event: expected the event Init at the start of the log, found " + node.get("event"));
            }
            seq = after;
            started = true;
            return Optional.of(line);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be closed: " + e, e);
        }
    }

    private static boolean isTorn(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() == 0) {
                return false;
            }
            bytes.seek(bytes.length() - 1);
            return bytes.read() != '\n';
        }
    }

    private JsonNode readLine() throws IOException {
        String line = nextLine;
        if (line == null) {
            return null;
        }
        number++;
        try {
            nextLine = lines.readLine();
        } catch (CharacterCodingException e) {
            throw wrong("expected UTF-8 from here on, found other bytes");
        }
        if (nextLine == null && torn) {
            throw wrong("expected a whole line, found the end of the file in the middle of one: the log is cut short");
        }
        try {
            JsonNode node = JSON.readTree(line);
            if (node == null || !node.isObject()) {
                throw wrong("expected a JSON object, found " + (line.isBlank() ? "an empty line" : line));
            }
            return node;
        } catch (JsonProcessingException e) {
            throw wrong("expected a JSON object, found a line that is not JSON: " + e.getOriginalMessage());
        }
    }

    private static LogHeader header(JsonNode node) {
        LineReader.fields(node, "the header", List.of("format", "version", "spec", "nodes"), List.of("constants"));
        if (!node.get("format").asText().equals(LogHeader.FORMAT)) {
            throw ItfValueReader.mismatch("format", '"' + LogHeader.FORMAT + '"', node.get("format"));
        } else if (!node.get("version").isInt() || node.get("version").intValue() != LogHeader.VERSION) {
            throw ItfValueReader.mismatch("version", Integer.toString(LogHeader.VERSION), node.get("version"));
        }
        List<NodeId> nodes = new ArrayList<>();
        for (JsonNode name : LineReader.array(node.get("nodes"), "nodes")) {
            NodeId id = new NodeId(LineReader.name(name, "nodes"));
            if (nodes.contains(id)) {
                throw ItfValueReader.mismatch(
                        "nodes", "each name once, for no two nodes have one name", node.get("nodes"));
            }
            nodes.add(id);
        }
        if (nodes.isEmpty()) {
            throw ItfValueReader.mismatch("nodes", "at least one name", node.get("nodes"));
        }
        return new LogHeader(LineReader.name(node.get("spec"), "spec"), nodes, constants(node));
    }

    private static Map<String, Integer> constants(JsonNode header) {
        Map<String, Integer> constants = new LinkedHashMap<>();
        if (header.has("constants")) {
            LineReader.object(header.get("constants"), "constants").properties().forEach(constant -> {
                if (!constant.getValue().isInt()) {
                    throw ItfValueReader.mismatch("constants." + constant.getKey(), "an integer", constant.getValue());
                }
                constants.put(constant.getKey(), constant.getValue().intValue());
            });
        }
        return constants;
    }

    /** What can be wrong in a line. */
    private interface Reading<T> {
        T read();
    }

    private <T> T checked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MismatchException e) {
            throw wrong(e.getMessage());
        }
    }

    private BadInputException wrong(String message) {
        return new BadInputException(new LogLine.Place(file, number) + ": " + message);
    }
}
