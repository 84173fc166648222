package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says and how it ends, above all when its input is bad: one message, and nothing left behind. */
class CommandLineTest {
    private static final String SPEC = """
            ---- MODULE Counter ----
            EXTENDS Naturals
            CONSTANT N
            VARIABLE x
            Init == x = 0
            Next == x' = (x + 1) % N
            Small == x < 3
            Nonsense == x < "three"
            ====
            """;
    private static final String MODEL = """
            \\* Counts round and round.
            \\* @module Counter
            \\* @expect verified
            \\* @distinct 5
            CONSTANT N = 5
            INIT Init
            NEXT Next
            """;

    private static final String LOG = "../traces/raft/logs/five-nodes.ndjson";

    @TempDir
    private Path folder;

    /** What a command printed, and its exit status. */
    @BeforeEach
    void writeSpec() throws IOException {
        Files.createDirectories(folder.resolve("specs/counter/models"));
        Files.writeString(folder.resolve("specs/counter/Counter.tla"), SPEC);
    }

    @Test
    void aModelThatIsAsExpectedPasses() throws IOException {
        Path json = folder.resolve("report.json");
        Run run = check(MODEL, "--json", json.toString());
        assertEnds(0, run, "check: 1 of 1 models as expected");
        assertTrue(Files.readString(json).contains("\"distinct\" : 5"), "the report has the count");
    }

    @Test
    void aWrongCountFailsAndNamesBothNumbers() throws IOException {
        assertEnds(1, check(MODEL.replace("distinct 5", "distinct 6")), "expected 6 distinct states, found 5");
    }

    @Test
    void anUnexpectedViolationFailsAndSavesItsTrace() throws IOException {
        Run run = check(MODEL + "INVARIANT Small\n");
        assertEnds(1, run, "expected no violation, found a violation of Small");
        assertTrue(Files.exists(folder.resolve("output/counter-model.itf.json")), run.text());
    }

    @Test
    void aViolationThatIsNotFoundFails() throws IOException {
        assertEnds(
                1,
                check(MODEL.replace("verified", "violates Small").replace("N = 5", "N = 2") + "INVARIANT Small\n"),
                "expected a violation of Small, found no violation");
    }

    @Test
    void aModelThatIsNoneIsBadInput() throws IOException {
        assertEnds(2, check(MODEL.replace("@expect verified", "")), "the model does not say @expect");
        assertEnds(2, check(MODEL.replace("@distinct 5", "@distinct five")), "@distinct five: expected a number");
        assertEnds(2, check(MODEL.replace("@distinct", "@states")), "unknown tag @states");
        assertEnds(2, check(MODEL.replace("verified", "violates Big")), "not under INVARIANT or PROPERTY");
        assertEnds(2, check(MODEL.replace("@module Counter", "@module Clock")), "there is no readable");
        assertEnds(2, check(MODEL + "CONSTANT M = 3\n"), "the constant M is declared neither by Counter.tla");
    }

    @Test
    void aSpecThatTlcCannotCheckIsBadInput() throws IOException {
        assertEnds(2, check(MODEL.replace("CONSTANT N = 5", "")), "The constant parameter N is not assigned a value");
        assertEnds(2, check(MODEL + "INVARIANT Nonsense\n"), "should be an integer");
        Files.writeString(folder.resolve("specs/counter/Counter.tla"), SPEC.replace("x = 0", "x = ("));
        assertEnds(2, check(MODEL), "Parse Error");
    }

    @Test
    void whatRunsOutOfTimeIsUndecided() throws IOException {
        assertEnds(
                3, check(MODEL.replace("N = 5", "N = 500000000"), "--timeout", "2s"), "the time limit of 2 s is over");
    }

    @Test
    void aJarThatIsNotTlcsIsBadInput() throws IOException {
        Path text = Files.writeString(folder.resolve("tla2tools.jar"), "not a jar");
        assertEnds(2, check(MODEL, "--tla2tools", text.toString()), "not a tla2tools.jar");
        assertEnds(2, check(MODEL, "--tla2tools", folder.resolve("none.jar").toString()), "not a tla2tools.jar");
    }

    @Test
    void theOptionsSayWhatTheyExpect() throws IOException {
        assertEnds(2, check(MODEL, "--timeout", "soon"), "expected a time such as 90s");
        assertEnds(2, check(MODEL, "--workers", "0"), "expected 1 or more");
        assertEnds(2, check(MODEL, "--memory", "lots"), "expected a size such as 512m");
        assertEnds(2, check(MODEL, "--json", folder.resolve("none/report.json").toString()), "there is no such folder");
        assertEnds(2, check(MODEL, "--nonsense"), "Unknown option");
        assertEnds(2, run("check", "--specs", folder.resolve("none").toString()), "there is no such folder of specs");
        assertEnds(2, run("check", "--specs", specs(), "clock"), "there is no spec or model \"clock\"");
    }

    @Test
    void aTraceThatIsNoneIsBadInput() throws IOException {
        String trace = Files.readString(Path.of("../traces/raft/two-leaders.itf.json"));
        assertEnds(2, replay(trace.substring(0, trace.length() / 2)), "not JSON");
        assertEnds(
                2,
                replay(trace.replace("\"format\": \"ITF\",", "\"format\": \"ITF\", \"x\": 1,")),
                "unknown field \"x\"");
        assertEnds(2, replay(trace.replace("\"spec\": \"raft\"", "\"spec\": \"graft\"")), "no Java code is bound");
        assertEnds(2, run("replay", folder.resolve("none.itf.json").toString()), "there is no such trace");
    }

    @Test
    void aTraceThatIsNoBehaviourIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../traces/raft/two-leaders.itf.json"));
        int first = firstLine(lines, "\"index\": 1,");
        assertEnds(
                2,
                replay(changed(lines, firstLine(lines.subList(first, lines.size()), "[\"n2\"") + first)),
                "no successor of the state before");
        assertEnds(
                1,
                replay(changed(lines, firstLine(lines.subList(first, lines.size()), "[\"n1\"") + first)),
                "differs: nodes[n1].currentTerm: the trace 9, the code 1");
    }

    @Test
    void theCommittedTracesReplay() {
        assertEnds(0, run("replay", "../traces"), "traces as expected");
    }

    @Test
    void aLogIsExplainedOrTheFirstLineThatIsNot() throws IOException {
        Path json = folder.resolve("report.json");
        assertEnds(
                0,
                run("validate", "--specs", "../specs", "--json", json.toString(), "raft", LOG),
                "validate: 1 log, 151 lines explained of 151, 5 nodes, ");
        assertTrue(Files.readString(json).contains("\"explained\" : 151"), "the report has the count");
        Path wrong = Files.writeString(
                folder.resolve("wrong.ndjson"),
                Files.readString(Path.of(LOG)).replaceFirst("\"role\":\"Leader\"", "\"role\":\"Candidate\""));
        assertEnds(
                1,
                run("validate", "--specs", "../specs", "raft", wrong.toString()),
                ".role: the spec \"Leader\", the log \"Candidate\"");
    }

    @Test
    void aLogThatIsNoneIsBadInput() throws IOException {
        Path torn = Files.writeString(
                folder.resolve("torn.ndjson"), Files.readString(Path.of(LOG)).stripTrailing());
        assertEnds(
                2, run("validate", "raft", torn.toString(), "--specs", "../specs"), "line 152: expected a whole line");
        assertEnds(
                2,
                run("validate", "zab", LOG, "--specs", "../specs"),
                "line 1: spec: expected \"zab\", found \"raft\"");
        assertEnds(2, run("validate", "raft", LOG, "--specs", specs()), "there is no model here");
        assertEnds(
                2,
                run(
                        "validate",
                        "--specs",
                        "../specs",
                        "raft",
                        folder.resolve("none").toString()),
                "none: there is no such file");
        assertEnds(2, run("validate", "raft"), "Missing required parameter");
    }

    private static int firstLine(List<String> lines, String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no line has " + text);
    }

    private static String changed(List<String> lines, int line) {
        List<String> copy = new ArrayList<>(lines);
        copy.set(line, copy.get(line).replaceFirst("\"currentTerm\": \\d", "\"currentTerm\": 9"));
        return String.join("\n", copy);
    }

    private Run check(String model, String... options) throws IOException {
        Files.writeString(folder.resolve("specs/counter/models/model.cfg"), model);
        List<String> arguments = new ArrayList<>(List.of("check", "--specs", specs()));
        arguments.addAll(List.of("--traces", folder.resolve("traces").toString()));
        arguments.addAll(List.of("--output", folder.resolve("output").toString()));
        arguments.addAll(Arrays.asList(options));
        return run(arguments.toArray(String[]::new));
    }

    private Run replay(String trace) throws IOException {
        return run(
                "replay", Files.writeString(folder.resolve("a.itf.json"), trace).toString());
    }

    private String specs() {
        return folder.resolve("specs").toString();
    }

    private static Run run(String... arguments) {
        return Run.of(arguments);
    }

    private void assertEnds(int status, Run run, String message) {
        assertAll(() -> run.assertEnds(status, message), () -> assertEquals(List.of(), leftovers(), "left behind"));
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".partial"))
                    .toList();
        }
    }
}
