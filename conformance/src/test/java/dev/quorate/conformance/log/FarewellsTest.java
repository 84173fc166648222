package dev.quorate.conformance.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of processes that are connected by channels, merged. */
class FarewellsTest {
    private static final String CALL = "{\"acceptedEpoch\":0,\"from\":\"a\",\"to\":\"b\",\"type\":\"CEpoch\"}";

    @TempDir
    private Path folder;

    private Path log(String node, String... events) throws IOException {
        StringBuilder lines = new StringBuilder("""
                {"format":"quorate-log","version":1,"spec":"zab","nodes":["a","b","c"]}
                {"seq":1,"event":{"type":"Init"}}
                """);
        for (int i = 0; i < events.length; i++) {
            lines.append(
                    "{\"seq\":%d,\"node\":\"%s\",\"event\":{\"node\":\"%2$s\",%s\n".formatted(i + 2, node, events[i]));
        }
        return Files.writeString(folder.resolve(node + ".ndjson"), lines);
    }

    private static String event(String type, String more, String clock) {
        return "\"type\":\"" + type + "\"" + more + "},\"changes\":{},\"clock\":{" + clock + "}}";
    }

    private static List<String> merged(Path... logs) {
        List<String> merged = new ArrayList<>();
        try (LogSource source = LogSource.openAgain(List.of(logs))) {
            for (Optional<LogLine> line = source.next(); line.isPresent(); line = source.next()) {
                if (line.get() instanceof LogLine.Event event) {
                    merged.add(event.node().name() + event.clock().get(event.node()));
                }
            }
        }
        return merged;
    }

    @Test
    void whatAServerHasSaidIsHeardBeforeItStartsAgain() throws IOException {
        Path a = log(
                "a",
                event("Elect", ",\"leader\":\"b\"", "\"a\":1"),
                event("Restart", "", "\"a\":2"),
                event("Restart", "", "\"a\":3"));
        Path b = log(
                "b",
                event("Elect", ",\"leader\":\"b\"", "\"b\":1"),
                event("Receive", ",\"message\":" + CALL, "\"a\":1,\"b\":2"));
        assertEquals(List.of("a1", "b1", "b2", "a2", "a3"), merged(a, b));
    }

    @Test
    void whoHasHeardOfTheFarewellIsNotWaitedFor() throws IOException {
        Path a = log("a", event("Elect", ",\"leader\":\"b\"", "\"a\":1"), event("Timeout", "", "\"a\":2"));
        Path b = log("b", event("Receive", ",\"message\":" + CALL, "\"a\":2,\"b\":1"));
        assertEquals(List.of("a1", "a2", "b1"), merged(a, b));
    }

    @Test
    void whatCannotBeInAnyOrderIsLeftToWhoReadsIt() throws IOException {
        Path a = log("a", event("Elect", ",\"leader\":\"b\"", "\"a\":1"), event("Restart", "", "\"a\":2"));
        Path b = log("b", event("Receive", ",\"message\":" + CALL, "\"a\":1,\"b\":1,\"c\":1"));
        Path c = log("c", event("Restart", "", "\"a\":2,\"c\":1"));
        assertEquals(List.of("a1", "a2", "c1", "b1"), merged(a, b, c));
    }
}
