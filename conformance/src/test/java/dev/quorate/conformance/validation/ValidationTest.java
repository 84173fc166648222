package dev.quorate.conformance.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.raft.RandomWalk;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.validation.Validation.Verdict;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import dev.quorate.raft.Raft;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the code did is a behaviour of the spec; what it did not do, or should not have done, is none. */
class ValidationTest {
    @TempDir
    private Path folder;

    @Test
    void aLogOfTheCodeIsABehaviourOfTheSpec() {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 5000, 30);

        Validation validation = validate(log);

        assertEquals(Verdict.EXPLAINED, validation.verdict(), () -> String.join("\n", validation.story()));
        assertEquals(validation.lines(), validation.explained());
        assertEquals(
                5000,
                validation.events().values().stream().mapToLong(count -> count).sum());
        assertEquals(5, validation.events().size(), () -> "an event that never happened: " + validation.events());
        assertTrue(validation.lines() > 5000, "several runs");
        assertEquals(5, validation.nodes());
    }

    @Test
    void logsOfSeparateProcessesAreMergedAndExplained() throws IOException {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 5, 500, 1000);
        List<Path> parts = new ArrayList<>();
        for (NodeId node : RandomWalk.nodes(5)) {
            List<String> part = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                if (!line.startsWith("{\"seq\"")
                        || line.contains("\"Init\"")
                        || line.contains(",\"node\":\"" + node + "\",\"event\"")) {
                    part.add(line.replaceFirst("\"seq\":\\d+", "\"seq\":" + part.size()));
                }
            }
            parts.add(Files.write(folder.resolve(node + ".ndjson"), part));
        }

        Validation validation = Validation.of("raft", parts, library(), TlcOptions.DEFAULT, line -> {});

        assertEquals(Verdict.EXPLAINED, validation.verdict(), () -> String.join("\n", validation.story()));
        assertEquals(501, validation.explained());
    }

    @Test
    void oneFieldOfOneLineChangedIsNamed() throws IOException {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 800, 100);
        int line = lineWith(log, 400, "\"commitIndex\":");

        Validation validation =
                validate(edited(log, line, text -> text.replaceFirst("\"commitIndex\":\\d+", "\"commitIndex\":0")));

        assertUnexplained(validation, line, "differs: nodes[n", ".commitIndex: the spec ", ", the log 0");
    }

    @Test
    void aMessageThatTheSpecDoesNotSendIsNamed() throws IOException {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 800, 100);
        int line = lineWith(log, 300, "\"sent\":\\[\\{\"from\":\"n\\d\",\"matchIndex\":");

        Validation validation = validate(edited(
                log,
                line,
                text -> text.replaceFirst("(\"sent\":\\[\\{\"from\":\"n\\d\",\"matchIndex\":)\\d+", "$1999")));

        assertUnexplained(
                validation,
                line,
                "differs: sent: only the spec has [",
                "only the log has [from |-> ",
                "matchIndex |-> 999");
    }

    @Test
    void anEffectBeforeItsCauseIsNamed() throws IOException {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 50, 100);
        List<String> lines = Files.readAllLines(log);
        // The first event is a timeout, the second the receipt of its RequestVote.
        lines.set(2, lines.set(3, lines.get(2)).replace("\"seq\":3", "\"seq\":2"));
        lines.set(3, lines.get(3).replace("\"seq\":2", "\"seq\":3"));

        assertUnexplained(validate(Files.write(log, lines)), 3, "the message is one that nobody sent");
    }

    @Test
    void anEventThatTheSpecDoesNotEnableIsNamed() throws IOException {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 50, 100);
        String request =
                "{\"seq\":2,\"node\":\"n4\",\"event\":{\"type\":\"ClientRequest\",\"node\":\"n4\",\"command\":\"c\"},"
                        + "\"changes\":{}}";
        List<String> lines = new ArrayList<>(Files.readAllLines(log).subList(0, 2));
        lines.add(request);

        assertUnexplained(
                validate(Files.write(log, lines)),
                3,
                "the spec does not enable this event here",
                "role |-> \"Follower\"");
    }

    @Test
    void anInitialStateThatIsNotTheSpecsIsNamed() throws IOException {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 50, 100);

        assertUnexplained(
                validate(edited(log, 2, text -> text.replaceFirst("\"currentTerm\":0", "\"currentTerm\":3"))),
                2,
                "differs: nodes[n1].currentTerm: the spec 0, the log 3");
    }

    @Test
    void aVoteGrantedTwiceIsNamed() throws IOException {
        Raft raft = new Raft(new TreeSet<>(RandomWalk.nodes(5)));
        List<Event> wrong = new ArrayList<>();
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 3000, 20, new VotesTwice(raft, wrong));

        Validation validation = validate(log);

        assertEquals(Verdict.UNEXPLAINED, validation.verdict());
        String story = String.join("\n", validation.story());
        Event.Receive first = (Event.Receive) wrong.get(0);
        assertTrue(story.contains("type |-> \"RequestVote\"") && story.contains("at " + first.node() + " "), story);
        assertTrue(story.contains("differs: nodes[" + first.node() + "].votedFor: the spec \""), story);
        assertTrue(story.contains("granted |-> FALSE"), story);
    }

    @Test
    void whatSaysNothingIsNoSuccess() throws IOException {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 300, 100);
        List<String> lines = Files.readAllLines(log);
        assertRefused(
                Files.writeString(folder.resolve("b.ndjson"), ""), "b.ndjson, line 1: expected the header of a log");
        assertRefused(
                Files.write(folder.resolve("c.ndjson"), lines.subList(0, 1)),
                "c.ndjson, line 2: expected the event Init");
        assertRefused(
                Files.write(folder.resolve("d.ndjson"), lines.subList(0, 2)),
                "expected an event after Init, found none");
        List<String> dropped = new ArrayList<>(lines);
        dropped.remove(10);
        assertRefused(
                Files.write(folder.resolve("e.ndjson"), dropped), "e.ndjson, line 11: seq: expected 10, found 11");
        int line = lineWith(log, 20, "\"#keep\":");
        assertRefused(
                edited(log, line, text -> text.replaceFirst("\"#keep\":\\d+", "\"#keep\":77")),
                "a.ndjson, line " + line + ": changes.log.#keep: expected at most ");
        assertTrue(assertThrows(
                        BadInputException.class,
                        () -> Validation.of("zab", List.of(log), library(), TlcOptions.DEFAULT, text -> {}))
                .getMessage()
                .endsWith("a.ndjson, line 1: spec: expected \"zab\", found \"raft\""));
    }

    @Test
    void whatRunsOutOfTimeIsUndecided() {
        Path log = RandomWalk.write(folder.resolve("a.ndjson"), 42, 50, 100);
        TlcOptions hurry = new TlcOptions(
                Optional.empty(), Optional.of(Duration.ofMillis(1)), Optional.empty(), OptionalInt.empty(), List.of());

        assertEquals(
                Verdict.UNDECIDED,
                Validation.of("raft", List.of(log), library(), hurry, line -> {})
                        .verdict());
    }

    @Test
    void plainTlcComesToTheSameVerdict() throws IOException, InterruptedException {
        Path log =
                Files.copy(Repository.ROOT.resolve("traces/raft/logs/five-nodes.ndjson"), folder.resolve("a.ndjson"));
        // The initial state, the Init line and 150 events.
        assertPlainTlc("raft/TraceRaft", 0, log, "152 distinct states found");
        int line = lineWith(log, 100, "\"commitIndex\":");
        assertPlainTlc(
                "raft/TraceRaft",
                11,
                edited(log, line, text -> text.replaceFirst("\"commitIndex\":\\d+", "\"commitIndex\":0")),
                "/\\ line = " + (line - 2));
    }

    /** Messages with parts that TLC leaves to be evaluated later: their records shared names with others, and were mixed up. */
    @Test
    void plainTlcComesToTheSameVerdictOnSetsThatItFilters() throws IOException, InterruptedException {
        Path log = Repository.ROOT
                .resolve("traces/gossip-vector/logs/five-nodes.ndjson")
                .toAbsolutePath();
        long lines = Files.readAllLines(log).size();
        assertPlainTlc("replication/TraceGossipVector", 0, log, lines + " distinct states found");
    }

    private void assertPlainTlc(String spec, int status, Path log, String text)
            throws IOException, InterruptedException {
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path specs = Repository.ROOT.resolve("specs").toAbsolutePath().normalize();
        Process tlc = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-DTLA-Library=" + specs.resolve("abstract") + File.pathSeparator
                                + specs.resolve(spec).getParent(),
                        "-Djava.io.tmpdir=" + folder,
                        "-Dquorate.log=" + log,
                        "-cp",
                        classpath,
                        "tlc2.TLC",
                        "-metadir",
                        folder.resolve("states").toString(),
                        "-config",
                        specs.resolve(spec + "Plain.cfg").toString(),
                        specs.resolve(spec).getFileName().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(tlc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, tlc.waitFor(), output);
        assertTrue(output.contains(text), () -> "expected \"" + text + "\" in: " + output);
    }

    /** Raft, but for a voter that has no memory of whom it voted for. */
    private record VotesTwice(Raft raft, List<Event> wrong) implements Protocol<Node, Event, Message> {
        @Override
        public Node initial(NodeId node) {
            return raft.initial(node);
        }

        @Override
        public Step<Node, Message> step(Node s, Event event) {
            Step<Node, Message> right = raft.step(s, event);
            if (!(event instanceof Event.Receive receive) || !(receive.message() instanceof Message.RequestVote)) {
                return right;
            }
            Node forgetful = new Node(
                    s.currentTerm(),
                    Optional.empty(),
                    s.log(),
                    s.role(),
                    s.votesGranted(),
                    s.nextIndex(),
                    s.matchIndex(),
                    s.commitIndex());
            Step<Node, Message> step = raft.step(forgetful, event);
            if (step.messages().equals(right.messages())) {
                return right;
            }
            wrong.add(event);
            return step;
        }
    }

    private static void assertUnexplained(Validation validation, int line, String... words) {
        String story = String.join("\n", validation.story());
        assertEquals(Verdict.UNEXPLAINED, validation.verdict());
        // Without the header and the line itself.
        assertEquals(line - 2, validation.explained());
        assertTrue(story.contains("a.ndjson, line " + line + ": "), () -> "expected line " + line + " in: " + story);
        for (String text : words) {
            assertTrue(story.contains(text), () -> "expected \"" + text + "\" in: " + story);
        }
    }

    private static void assertRefused(Path log, String message) {
        String refusal =
                assertThrows(BadInputException.class, () -> validate(log)).getMessage();
        assertTrue(refusal.contains(message), () -> "expected \"" + message + "\" in: " + refusal);
    }

    private static Validation validate(Path log) {
        return Validation.of("raft", List.of(log), library(), TlcOptions.DEFAULT, line -> {});
    }

    private static List<Path> library() {
        return Repository.CATALOG.library();
    }

    /** The number of the first line, from one on, that has a text of this pattern and is not the initial state's. */
    private static int lineWith(Path log, int from, String pattern) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return IntStream.rangeClosed(from, lines.size())
                .filter(i -> Pattern.compile(pattern).matcher(lines.get(i - 1)).find()
                        && !lines.get(i - 1).contains("\"Init\""))
                .findFirst()
                .orElseThrow();
    }

    private static Path edited(Path log, int line, UnaryOperator<String> edit) throws IOException {
        List<String> lines = Files.readAllLines(log);
        lines.set(line - 1, edit.apply(lines.get(line - 1)));
        return Files.write(log, lines);
    }
}
