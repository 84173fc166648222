package dev.quorate.conformance.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.raft.RandomWalk;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Logs of separate processes, merged into one order that respects causality. */
class LogMergeProperties {
    private static final Pattern NODE = Pattern.compile("^\\{\"seq\":\\d+,\"node\":\"(n\\d)\"");

    private Path folder;

    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("quorate-merge-");
    }

    @AfterProperty
    void clearFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 100)
    void aMergedLogHasEachCauseBeforeItsEffectAndEachNodesOrder(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int events,
            @ForAll @IntRange(min = 1, max = 5) int files)
            throws IOException {
        Path whole = RandomWalk.write(folder.resolve("whole.ndjson"), seed, events, 1000);
        List<LogLine.Event> merged = events(split(whole, files));
        assertEquals(events, merged.size());
        Map<NodeId, Long> passed = new HashMap<>();
        for (LogLine.Event event : merged) {
            passed.merge(event.node(), 1L, Long::sum);
            event.clock()
                    .forEach((node, count) -> assertTrue(
                            passed.getOrDefault(node, 0L) >= count, () -> event.place() + " comes before its cause"));
        }
        assertEquals(byNode(events(List.of(whole))), byNode(merged));
    }

    @Property(tries = 1)
    void logsThatAdmitNoOrderAreRefused() throws IOException {
        List<Path> parts = split(RandomWalk.write(folder.resolve("whole.ndjson"), 1, 300, 1000), 5);
        assertRefused(parts.subList(1, 5), "the clocks of these logs admit no order");
        assertRefused(List.of(parts.get(0), parts.get(0)), "expected a clock that counts more than");
        Path copy = Files.copy(parts.get(0), folder.resolve("copy.ndjson"));
        assertRefused(List.of(parts.get(0), copy), "expected the lines of n1 in one file, found it in " + parts.get(0));
        Path other = Files.writeString(
                folder.resolve("other.ndjson"),
                Files.readString(parts.get(1)).replaceFirst("\"nodes\":\\[\"n1\",", "\"nodes\":["));
        assertRefused(List.of(parts.get(0), other), "expected the spec and nodes of " + parts.get(0));
        Path unclocked = Files.writeString(
                folder.resolve("unclocked.ndjson"),
                Files.readString(parts.get(1)).replaceAll(",\"clock\":\\{[^}]*\\}", ""));
        assertRefused(List.of(parts.get(0), unclocked), "by which logs are merged, found {}");
        Path twoRuns = RandomWalk.write(folder.resolve("runs.ndjson"), 1, 2000, 5);
        assertRefused(split(twoRuns, 2), "only logs of one run can be merged");
    }

    private static void assertRefused(List<Path> logs, String message) {
        String refusal =
                assertThrows(BadInputException.class, () -> events(logs)).getMessage();
        assertTrue(refusal.contains(message), () -> "expected \"" + message + "\" in: " + refusal);
    }

    private static Map<NodeId, List<Value>> byNode(List<LogLine.Event> events) {
        Map<NodeId, List<Value>> byNode = new TreeMap<>();
        events.forEach(event ->
                byNode.computeIfAbsent(event.node(), node -> new ArrayList<>()).add(event.event()));
        return byNode;
    }

    private static List<LogLine.Event> events(List<Path> files) {
        List<LogLine.Event> events = new ArrayList<>();
        try (LogSource source = LogSource.open(files)) {
            assertTrue(source.next().orElseThrow() instanceof LogLine.Init);
            for (Optional<LogLine> line = source.next(); line.isPresent(); line = source.next()) {
                events.add((LogLine.Event) line.get());
            }
        }
        return events;
    }

    /** The log of each process, of which the first has n1, the last all that is left; each file has its own numbers. */
    private List<Path> split(Path whole, int files) throws IOException {
        List<String> lines = Files.readAllLines(whole);
        List<Path> parts = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            List<String> part = new ArrayList<>(List.of(lines.get(0)));
            for (String line : lines.subList(1, lines.size())) {
                Matcher node = NODE.matcher(line);
                if (!node.find() || Math.min(node.group(1).charAt(1) - '1', files - 1) == i) {
                    part.add(line.replaceFirst("\"seq\":\\d+", "\"seq\":" + part.size()));
                }
            }
            parts.add(Files.write(folder.resolve("part-" + i + ".ndjson"), part));
        }
        return parts;
    }
}
