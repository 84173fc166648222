package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code claims} and {@code delays} say and how they end. */
class ClaimsCommandTest {
    private static final String TRACES = Repository.ROOT.resolve("traces").toString();

    @TempDir
    private Path folder;

    @Test
    void aClaimThatIsAsStatedPasses() throws IOException {
        Path report = folder.resolve("report.json");
        Run run = claims(claim("check consensus/small", "verified", ""), "--json", report.toString());
        assertEnds(0, run, "claims: 1 of 1 decided as stated");
        assertTrue(Files.readString(report).contains("\"found\" : \"verified\""));
    }

    @Test
    void aVerdictThatHasChangedFails() throws IOException {
        assertEnds(
                1,
                claims(claim("check consensus/small", "violates Agreement", "")),
                "stated: violates Agreement; found: verified");
        assertEnds(
                1,
                claims(claim(
                        "delays " + TRACES + "/basic-paxos/first-round-is-successful.itf.json",
                        "4 message delays",
                        "")),
                "found: 5 message delays");
        assertEnds(
                1,
                claims(claim("simulate raft --seed 1 --steps 20000", "not linearizable", "")),
                "found: linearizable");
    }

    @Test
    void aTraceThatTheCodeDoesNotFollowFails() throws IOException {
        Path trace = folder.resolve("wrong.itf.json");
        String text = Files.readString(Path.of(TRACES, "raft", "first-commit.itf.json"));
        // In the last state everybody has committed; the code says so, and the trace now does not.
        int last = text.lastIndexOf("\"commitIndex\": 1");
        Files.writeString(trace, text.substring(0, last) + "\"commitIndex\": 0" + text.substring(last + 16));
        Run run = claims(claim("check consensus/small", "verified", "  trace: wrong\n"), "--traces", folder.toString());
        assertEnds(1, run, "the Java code does not follow the trace");
    }

    @Test
    void badInputIsOneMessage() throws IOException {
        assertEnds(2, claims(claim("cheque raft/small", "verified", "")), "is no command of quorate");
        assertEnds(2, claims(claim("list", "verified", "")), "decides nothing");
        assertEnds(2, claims(claim("check raft/tiny", "verified", "")), "raft/tiny");
        assertEnds(2, claims(claim("check consensus/small", "verified", "  trace: none\n")), "none.itf.json");
        assertEnds(2, run("claims", "--claims", folder.resolve("none.yaml").toString()), "the claims cannot be read");
        assertEnds(2, run("delays", "none"), "there is no trace none");
        assertEnds(2, run("show", "none"), "there is no trace none");
        assertEnds(
                2,
                run("delays", TRACES + "/fast-leader-election/half-quorum.itf.json"),
                "the code does not reach state");
        assertEnds(2, run("delays", TRACES + "/raft/two-leaders.itf.json"), "no client asks for anything");
    }

    @Test
    void delaysAreCountedAlongTheCausesOfAnAnswer() {
        assertEnds(0, run("delays", "fast-paxos/two-delays"), "delays: 2 message delays");
        assertEnds(0, run("delays", TRACES + "/multi-paxos/first-commit.itf.json"), "delays: 3 message delays");
    }

    private static String claim(String command, String finds, String trace) {
        return "- id: some/claim\n  claim: Something.\n  source: somebody\n  command: " + command + "\n  finds: "
                + finds + "\n  verdict: proved\n" + trace;
    }

    private Run claims(String text, String... more) throws IOException {
        Path file = folder.resolve("claims.yaml");
        Files.writeString(file, text);
        String[] arguments = new String[more.length + 3];
        arguments[0] = "claims";
        arguments[1] = "--claims";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(arguments);
    }

    private static void assertEnds(int status, Run run, String message) {
        run.assertEnds(status, message);
    }

    private static Run run(String... arguments) {
        return Run.of(arguments);
    }
}
