package dev.quorate.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Repository;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A command line that was run in this JVM: how it ended, and all that it printed. */
public record Run(int status, String text) {
    /** Runs quorate, as if it had been started by its launcher. */
    public static Run of(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setProperty("quorate.home", Repository.ROOT.toString());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(text, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            int status = Quorate.run(arguments);
            return new Run(status, text.toString(StandardCharsets.UTF_8));
        } finally {
            System.clearProperty("quorate.home");
            System.setOut(out);
            System.setErr(err);
        }
    }

    void assertEnds(int expected, String message) {
        assertAll(
                () -> assertEquals(expected, status, text),
                () -> assertTrue(text.contains(message), () -> "expected \"" + message + "\" in: " + text),
                () -> assertFalse(text.contains("\tat "), () -> "a stack trace: " + text));
    }
}
