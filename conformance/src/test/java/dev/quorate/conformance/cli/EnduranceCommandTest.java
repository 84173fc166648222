package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code quorate endurance}, and what it refuses. */
class EnduranceCommandTest {
    @Test
    void serversAreLoadedKilledAndBack(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("report.json");
        Path data = folder.resolve("data");
        Run.of(
                        "endurance",
                        "--entries",
                        "1500",
                        "--clients",
                        "4",
                        "--slice",
                        "1",
                        "--protocol",
                        "zab",
                        "--data",
                        data.toString(),
                        "--json",
                        json.toString())
                .assertEnds(0, "back after kill -9: one server in ");
        JsonNode report = JsonMapper.builder().build().readTree(json.toFile());
        JsonNode last = report.at("/slices").get(report.at("/slices").size() - 1);
        assertTrue(last.get("entries").asLong() >= 1500, report::toString);
        assertTrue(last.get("dataBytes").asLong() > 1500 * 100, "values of 100 bytes: " + report);
        assertTrue(last.get("heapBytes").asLong() > 1_000_000, report::toString);
        assertTrue(report.get("recoveryOfAllSeconds").asDouble() > 0.1, report::toString);
        try (Stream<Path> left = Files.list(data)) {
            assertEquals(0, left.count(), "data are deleted");
        }
    }

    @Test
    void whatCannotBeMeasuredIsBadInput() {
        Run.of("endurance", "--entries", "0").assertEnds(2, "--entries 0: expected 1 to 1000000000");
        Run.of("endurance", "--clients", "5000").assertEnds(2, "--clients 5000: expected 1 to 4096");
        Run.of("endurance", "--slice", "0").assertEnds(2, "--slice 0: expected 1 to 3600");
        Run.of("endurance", "--protocol", "paxoss")
                .assertEnds(2, "--protocol paxoss: expected one of multi-paxos, raft, zab");
    }
}
