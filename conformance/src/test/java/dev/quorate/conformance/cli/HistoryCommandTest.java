package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code quorate history} says, and how it ends. */
class HistoryCommandTest {
    private static final String RIGHT = """
            {"process":0,"type":"invoke","f":"write","value":1}
            {"process":0,"type":"ok","f":"write","value":1,"version":1}
            {"process":1,"type":"invoke","f":"read"}
            {"process":1,"type":"ok","f":"read","value":1,"version":1}
            """;
    private static final String STALE = RIGHT + """
            {"process":0,"type":"invoke","f":"write","value":2}
            {"process":0,"type":"ok","f":"write","value":2,"version":2}
            {"process":1,"type":"invoke","f":"read"}
            {"process":1,"type":"ok","f":"read","value":1,"version":1}
            """;

    @TempDir
    private Path folder;

    private Path right;
    private Path stale;

    /** What a command printed, and its exit status. */
    @BeforeEach
    void writeHistories() throws IOException {
        Path histories = Files.createDirectory(folder.resolve("histories"));
        right = Files.writeString(histories.resolve("right.jsonl"), RIGHT);
        stale = Files.writeString(histories.resolve("stale.jsonl"), STALE);
    }

    @Test
    void aLinearizableHistoryPasses() throws IOException {
        Path json = folder.resolve("report.json");
        Run run = run("--json", json.toString(), right.toString());
        assertEnds(0, run, "history: 1 histories, 2 operations, 1 linearizable, 0 not, 0 unknown, ");
        assertTrue(Files.readString(json).contains("\"verdict\" : \"YES\""));
    }

    @Test
    void aStaleReadIsNamedWithItsLinesAndCutOut() throws IOException {
        Path json = folder.resolve("report.json");
        Run run = run(
                "--save",
                folder.toString(),
                "--json",
                json.toString(),
                right.getParent().toString());
        assertEnds(1, run, "history: 2 histories, 6 operations, 1 linearizable, 1 not, 0 unknown, ");
        assertEnds(1, run, "lines 7-8: process 1: read -> 1 cannot be placed before its response");
        assertEnds(1, run, "then the object holds 2");
        assertTrue(Files.readString(json).contains("\"line\" : 8"));
        Path small = folder.resolve("stale.jsonl.jsonl");
        assertTrue(Files.exists(small), run.text());
        assertEnds(1, run(small.toString()), "1 not");
    }

    @Test
    void aStaleReadIsSequentiallyConsistent() {
        assertEnds(0, run("--consistency", "sequential", stale.toString()), "1 sequentially consistent, 0 not");
    }

    @Test
    void aHistoryTooHardForItsLimitsIsUnknown() throws IOException {
        // No order of these lets the read see 77, and there are many to try: each write is one that a cas looks for.
        List<String> calls = new ArrayList<>();
        for (int client = 0; client < 6; client++) {
            calls.add("{:process %d, :type :invoke, :f :write, :value %d}".formatted(client, client));
            calls.add("{:process 1%d, :type :invoke, :f :cas, :value [%d 5%d]}".formatted(client, client, client));
        }
        List<String> text = new ArrayList<>(calls);
        text.add("{:process 99, :type :invoke, :f :read, :value nil}");
        text.add("{:process 99, :type :ok, :f :read, :value 77}");
        calls.forEach(call -> text.add(call.replace("invoke", "ok")));
        Path hard = Files.write(folder.resolve("hard.edn"), text);
        assertEnds(
                3, run("--configurations", "100", hard.toString()), "the limit of 100 configurations is reached; the");
        assertEnds(1, run(hard.toString()), "line");
    }

    @Test
    void badInputNamesItsLine() throws IOException {
        Path torn = Files.writeString(folder.resolve("torn.jsonl"), RIGHT + "{\"process\":");
        assertEnds(2, run(torn.toString()), "torn.jsonl, line 5: expected an object of JSON");
        assertEnds(
                2, run("--model", "append-list", right.toString()), "expected an operation of the model append-list");
        assertEnds(
                2, run("--model", "queue", right.toString()), "--model queue: expected one of register, cas-register");
        assertEnds(2, run("--format", "edn", right.toString()), "expected");
        assertEnds(2, run("--timeout", "soon", right.toString()), "expected a time such as 90s");
        assertEnds(2, run("--configurations", "0", right.toString()), "expected 1 or more");
        assertEnds(2, run(folder.resolve("none").toString()), "there is no such file");
        assertEnds(
                2, run(Files.createDirectory(folder.resolve("empty")).toString()), "there is no file in this folder");
        assertEnds(2, run(), "Missing required parameter");
    }

    private static Run run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("history"));
        arguments.addAll(List.of(options));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static void assertEnds(int status, Run run, String message) {
        run.assertEnds(status, message);
    }
}
