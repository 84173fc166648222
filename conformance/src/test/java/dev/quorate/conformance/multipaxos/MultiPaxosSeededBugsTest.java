package dev.quorate.conformance.multipaxos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.check.Outcome;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.tlc.TlcOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The suite, tested: a comparison in {@code MultiPaxos.java} is changed, the class is compiled anew, and transition conformance must
 * fail with a message that names the event and what differs.
 */
class MultiPaxosSeededBugsTest {
    private static final Path SOURCE = Repository.ROOT
            .resolve("impl/src/main/java/dev/quorate/paxos/multi/MultiPaxos.java")
            .normalize();

    @TempDir
    private Path classes;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a promise is forgotten on restart        | return follower(s).withCommitIndex(0)              | return follower(s).withBallot(0).withCommitIndex(0) | two-nodes | Restart | ballot
            a proposal of an old ballot is accepted  | return ballot < s.ballot()                         | return false                          | two-nodes | Accept       | messages sent
            the lowest ballot wins                   | return q.ballot() > p.ballot() ? q : p             | return q.ballot() < p.ballot() ? q : p | small    | Promise      | log
            a promise tells of one slot only         | return subSeq(log, firstOpenSlot, log.size())      | return subSeq(log, firstOpenSlot, Math.min(firstOpenSlot, log.size())) | two-nodes | Prepare | messages sent
            a leader is deaf to a replica that lags  | counts = m.ballot() == s.ballot() && s.role() == LEADER; | counts = false;             | two-nodes | CatchUp | messages sent
            """)
    void aSeededBugIsFoundAndNamed(String bug, String code, String buggy, String model, String event, String field)
            throws IOException {
        compile(code, buggy);

        Outcome outcome = Repository.checks(TlcOptions.DEFAULT.withClasses(classes))
                .conform(Repository.model("multi-paxos/" + model), line -> {});

        String story = String.join("\n", outcome.problems());
        assertEquals(Status.FAILED, outcome.status(), () -> bug + " is not found");
        assertTrue(story.contains("\"" + event + "\""), () -> "expected the event " + event + " in: " + story);
        assertTrue(
                story.lines().anyMatch(line -> line.contains("differs:") && line.contains(field)),
                () -> "expected a difference in " + field + " in: " + story);
        assertTrue(story.contains(".itf.json"), () -> "expected a trace in: " + story);
    }

    private void compile(String code, String buggy) throws IOException {
        String source = Files.readString(SOURCE);
        assertTrue(source.contains(code), () -> "MultiPaxos.java has no more: " + code);
        Path file = classes.resolve("MultiPaxos.java");
        Files.writeString(file, source.replace(code, buggy));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            StringWriter messages = new StringWriter();
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty(
                                            "surefire.test.class.path", System.getProperty("java.class.path"))),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertTrue(compiled, () -> "the seeded bug does not compile: " + messages);
        }
    }
}
