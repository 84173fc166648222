package dev.quorate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.check.Checks;
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

/** A line of a protocol's class is changed and the class compiled anew; transition conformance must fail, and say where. */
public final class SeededBug {
    private SeededBug() {}

    /** The source of a class of {@code impl}. */
    static Path source(Class<?> type) {
        return Repository.ROOT
                .resolve("impl/src/main/java")
                .resolve(type.getName().replace('.', '/') + ".java")
                .normalize();
    }

    /** The message must name the event, a field that differs, and a trace. */
    static void assertFound(
            Class<?> type, Path classes, String code, String buggy, String model, String event, String field)
            throws IOException {
        compile(type, classes, code, buggy);

        // Other bugs are looked for at the same time, and each saves its trace.
        Checks checks = new Checks(
                Repository.CATALOG.library(),
                Repository.TRACES,
                TlcOptions.DEFAULT.withWorkers(1).withClasses(classes),
                classes);
        Outcome outcome = checks.conform(Repository.model(model), line -> {});

        String story = String.join("\n", outcome.problems());
        assertEquals(Status.FAILED, outcome.status(), () -> buggy + " is not found");
        assertTrue(story.contains("\"" + event + "\""), () -> "expected the event " + event + " in: " + story);
        assertTrue(
                story.lines().anyMatch(line -> line.contains("differs:") && line.contains(field)),
                () -> "expected a difference in " + field + " in: " + story);
        assertTrue(story.contains(".itf.json"), () -> "expected a trace in: " + story);
    }

    /** Compiles a class of {@code impl} anew, with a line changed. */
    public static void compile(Class<?> type, Path classes, String code, String buggy) throws IOException {
        String source = Files.readString(source(type));
        assertTrue(source.contains(code), () -> type.getSimpleName() + ".java has no more: " + code);
        Path file = classes.resolve(type.getSimpleName() + ".java");
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
