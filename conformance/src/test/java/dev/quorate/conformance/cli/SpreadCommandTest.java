package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code quorate spread} says, writes and refuses. */
class SpreadCommandTest {
    @TempDir
    private Path folder;

    private String text;

    @Test
    void theTableIsPrintedAndWrittenAndDrawn() throws IOException {
        Path json = folder.resolve("spread.json");
        Path csv = folder.resolve("spread.csv");
        Path svg = folder.resolve("spread.svg");
        assertEquals(
                0,
                run(
                        "--nodes",
                        "10,100",
                        "--runs",
                        "3",
                        "--json",
                        json.toString(),
                        "--csv",
                        csv.toString(),
                        "--svg",
                        svg.toString()));
        assertTrue(text.contains("spread: 2 cluster sizes, 3 runs of each exchange, "), text);

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
        assertRefused("--nodes 0: expected 1 to 1,000,000", "--nodes", "0");
        assertRefused("--runs 0: expected 1 or more", "--runs", "0");
        assertRefused(
                "there is no such folder", "--svg", folder.resolve("none/a.svg").toString());
        assertRefused("Invalid value for option '--nodes'", "--nodes", "ten");
    }

    private void assertRefused(String message, String... options) {
        assertEquals(2, run(options), () -> text);
        assertTrue(text.contains(message), () -> message + " in: " + text);
    }

    private int run(String... options) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String[] arguments = new String[options.length + 1];
        arguments[0] = "spread";
        System.arraycopy(options, 0, arguments, 1, options.length);
        try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            int status = Quorate.run(arguments);
            text = bytes.toString(StandardCharsets.UTF_8);
            return status;
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
