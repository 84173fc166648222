package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code quorate spread} says, writes and refuses. */
class SpreadCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theTableIsPrintedAndWrittenAndDrawn() throws IOException {
        Path json = folder.resolve("spread.json");
        Path csv = folder.resolve("spread.csv");
        Path svg = folder.resolve("spread.svg");
        Run.of(
                        "spread",
                        "--nodes",
                        "10,100",
                        "--runs",
                        "3",
                        "--json",
                        json.toString(),
                        "--csv",
                        csv.toString(),
                        "--svg",
                        svg.toString())
                .assertEnds(0, "spread: 2 cluster sizes, 3 runs of each exchange, ");

        List<String> rows = Files.readAllLines(csv);
        assertEquals("nodes,exchange,runs,mean,max,theory", rows.get(0));
        assertEquals(7, rows.size(), "a row for each size and exchange");
        assertTrue(rows.get(6).matches("100,push-pull,3,\\d\\.\\d\\d,\\d,6\\.40"), rows.get(6));

        JsonNode measured = JsonMapper.builder().build().readTree(json.toFile()).get("spreads");
        assertEquals(6, measured.size());
        assertEquals(3, measured.get(0).get("rounds").size());
        assertTrue(Files.readString(svg).startsWith("<svg"), "a picture");
    }

    @Test
    void whatCannotBeMeasuredIsBadInput() {
        Run.of("spread", "--nodes", "0").assertEnds(2, "--nodes 0: expected 1 to 1,000,000");
        Run.of("spread", "--runs", "0").assertEnds(2, "--runs 0: expected 1 or more");
        Run.of("spread", "--svg", folder.resolve("none/a.svg").toString()).assertEnds(2, "there is no such folder");
        Run.of("spread", "--nodes", "ten").assertEnds(2, "Invalid value for option '--nodes'");
    }
}
