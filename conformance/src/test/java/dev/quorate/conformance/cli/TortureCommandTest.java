package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code torture} says, writes and leaves. */
class TortureCommandTest {
    @TempDir
    private Path folder;

    @Test
    void badInputIsOneMessageAndLeavesNothing() throws IOException {
        Path dir = folder.resolve("dir");
        torture("--protocol", "chain").assertEnds(2, "--protocol chain: expected one of ");
        torture("--seconds", "0").assertEnds(2, "--seconds 0: expected 1 to 86400");
        torture("--servers", "1").assertEnds(2, "--servers 1: expected 2 to 7");
        torture("--clients", "1000").assertEnds(2, "--clients 1000: expected 1 to 64");
        torture("--rate", "-3").assertEnds(2, "--rate -3: expected 1 to 5000");
        torture("--seed", "x", "--dir", dir.toString()).assertEnds(2, "--seed");
        torture("--json", folder.resolve("none/report.json").toString()).assertEnds(2, "there is no such folder");
        torture("--specs", folder.resolve("none").toString(), "--dir", dir.toString())
                .assertEnds(2, "none");
        assertFalse(Files.exists(dir), "bad input has made a folder");
        Files.writeString(folder.resolve("file"), "");
        torture("--dir", folder.resolve("file").toString()).assertEnds(2, "file: cannot be made a folder");
        torture("--dir", folder.toString()).assertEnds(2, "expected an empty folder, or one that is not there");
    }

    @Test
    void aShortRunIsReportedAndItsFilesAreKeptWhereTheyAreAskedFor() throws IOException {
        Path dir = folder.resolve("dir");
        Path json = folder.resolve("report.json");
        torture("--seconds", "2", "--seed", "4", "--rate", "50", "--dir", dir.toString(), "--json", json.toString())
                .assertEnds(0, "are behaviours of the specs; ok");
        JsonNode report = JsonMapper.builder().build().readTree(json.toFile());
        assertEquals("OK", report.path("status").asText());
        assertEquals(4, report.path("seed").asLong());
        assertEquals("YES", report.path("history").asText());
        JsonNode validation = report.path("validations").path("raft-complete");
        assertEquals("EXPLAINED", validation.path("verdict").asText());
        assertEquals(
                validation.path("lines").asLong(), validation.path("explained").asLong());
        Run.of("history", dir.resolve("history.jsonl").toString()).assertEnds(0, "linearizable");
    }

    private static Run torture(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "torture";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Run.of(all);
    }
}
