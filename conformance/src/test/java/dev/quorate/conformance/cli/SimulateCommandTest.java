package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code simulate} and {@code explore} say and how they end. */
class SimulateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void twoSimulationsWithOneSeedGiveTheSameLogWhichIsABehaviourOfTheSpec() throws IOException {
        Path one = folder.resolve("one.ndjson");
        Path other = folder.resolve("other.ndjson");
        assertEnds(0, run("simulate", "raft", "--seed", "3", "--steps", "5000", "--log", one.toString()), "runs");
        assertEnds(0, run("simulate", "raft", "--seed", "3", "--steps", "5000", "--log", other.toString()), "runs");
        assertEquals(-1, Files.mismatch(one, other), "byte for byte");
        assertEnds(0, validate(one), "validate: 1 log");
    }

    @Test
    void aFieldOfALineThatIsChangedIsFoundAndNamed() throws IOException {
        Path log = folder.resolve("log.ndjson");
        assertEnds(0, run("simulate", "raft", "--seed", "4", "--steps", "5000", "--log", log.toString()), "runs");
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        int broken = 2000;
        while (!lines.get(broken).contains("\"success\":true")) {
            broken++;
        }
        lines.set(broken, lines.get(broken).replaceFirst("\"success\":true", "\"success\":false"));
        Files.write(log, lines);
        Run run = validate(log);
        assertEnds(1, run, "line " + (broken + 1));
        assertTrue(run.text().contains("success"), run::text);
    }

    @Test
    void readsFromANodesOwnCopyAreSequentiallyConsistentButNotLinearizable() {
        assertEnds(0, simulateReads("raft", "local", "--steps", "50000"), "held to be sequentially consistent");
        assertEnds(
                1,
                simulateReads("raft", "local", "--steps", "50000", "--consistency", "linearizable"),
                "cannot be placed");
        assertEnds(0, simulateReads("multi-paxos", "local", "--steps", "50000"), "held to be sequentially consistent");
    }

    @Test
    void aReaderThatForgetsWhatItHasSeenGoesBack() {
        assertEnds(0, simulateReads("raft", "any", "--steps", "50000"), "operations of clients: ok");
        assertEnds(
                1,
                simulateReads("raft", "any", "--steps", "50000", "--consistency", "sequential"),
                "not sequentially consistent");
    }

    @Test
    void aSyncIsNoQuorumOperation() {
        // A leader that was asked for nothing since it was cut off has nothing to give up for.
        String[] idle = {
            "simulate",
            "zab",
            "--seed",
            "1",
            "--reads",
            "sync",
            "--steps",
            "100000",
            "--nodes",
            "3",
            "--profile",
            "partitions",
            "--set",
            "clients=5",
            "--set",
            "think=1000",
            "--set",
            "skew=2"
        };
        assertEnds(0, run(idle), "held to be sequentially consistent");
        assertEnds(1, run(concat(idle, "--consistency", "linearizable")), "cannot be placed");
        assertEnds(2, simulateReads("raft", "sync"), "this protocol has none");
    }

    @Test
    void readsBehindAWriteAreLinearizable() {
        assertEnds(0, simulateReads("zab", "behind-write", "--steps", "50000"), "held to be linearizable");
    }

    private static Run simulateReads(String spec, String how, String... more) {
        return run(concat(new String[] {"simulate", spec, "--seed", "5", "--reads", how}, more));
    }

    private static String[] concat(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void whatClientsSeeIsWrittenForTheChecker() {
        Path history = folder.resolve("history.json");
        assertEnds(
                0, run("simulate", "raft", "--seed", "6", "--steps", "20000", "--history", history.toString()), "ok");
        assertEnds(0, run("history", "--model", "key-value", history.toString()), "1 linearizable");
    }

    @Test
    void badInputIsOneMessage() {
        assertEnds(2, run("simulate", "craft"), "no Java code is bound to a spec \"craft\"");
        assertEnds(2, run("simulate", "raft", "--profile", "mayhem"), "there is no fault profile \"mayhem\"");
        assertEnds(2, run("simulate", "raft", "--set", "loss=2"), "expected a number from 0");
        assertEnds(2, run("simulate", "raft", "--set", "lost=0.1"), "there is no setting \"lost\"");
        assertEnds(2, run("simulate", "raft", "--set", "loss"), "expected NAME=NUMBER");
        assertEnds(2, run("simulate", "raft", "--reads", "tea"), "expected log, behind-write, sync, local or any");
        assertEnds(2, run("simulate", "raft", "--nodes", "0"), "expected 1 to 30");
        assertEnds(2, run("simulate", "raft", "--steps", "-1"), "expected a number of 1 or more");
        assertEnds(
                2,
                run("simulate", "raft", "--log", folder.resolve("none/log").toString()),
                "the log cannot be written");
        assertEnds(2, run("explore", "--specs", "../specs", "raft/forget-vote"), "none of these models");
    }

    @Test
    void aStateThatOnlyTheCodeReachesIsShown() throws IOException {
        copySpecs();
        change("raft/MCRaft.tla", "Cardinality(network) <= MaxInFlight", "Cardinality(network) < MaxInFlight");
        change("raft/models/refinement.cfg", "@distinct 34582", "@distinct 1");
        Run run = run("explore", "--specs", folder.toString(), "raft/refinement");
        assertEnds(1, run, "the code reaches a state that TLC does not find");
        assertTrue(run.text().contains("expected 1 distinct states"), run::text);
    }

    @Test
    void aStateThatOnlyTlcReachesIsShown() throws IOException {
        copySpecs();
        change("raft/MCRaft.tla", "Cardinality(network) <= MaxInFlight", "Cardinality(network) <= MaxInFlight + 1");
        change("raft/models/refinement.cfg", "@distinct 34582", "@distinct 1");
        change("raft/models/refinement.cfg", "MaxTerm = 2", "MaxTerm = 1");
        assertEnds(
                1,
                run("explore", "--specs", folder.toString(), "raft/refinement"),
                "TLC finds a state that the code does not reach");
    }

    private void copySpecs() throws IOException {
        Path specs = Repository.ROOT.resolve("specs");
        try (Stream<Path> files = Files.walk(specs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(specs.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private void change(String file, String old, String now) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(old), () -> file + " has no more: " + old);
        Files.writeString(path, text.replace(old, now));
    }

    private static Run validate(Path log) {
        return run("validate", "--specs", "../specs", "raft", log.toString());
    }

    private static void assertEnds(int status, Run run, String message) {
        run.assertEnds(status, message);
    }

    private static Run run(String... arguments) {
        return Run.of(arguments);
    }
}
