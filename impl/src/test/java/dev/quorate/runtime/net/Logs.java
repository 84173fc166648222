package dev.quorate.runtime.net;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged meanwhile: slf4j-simple asks for the standard error anew with each line. */
final class Logs implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    Logs() {
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
    }

    String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    long lines(String with) {
        return text().lines().filter(line -> line.contains(with)).count();
    }

    void awaitLine(String with) {
        Await.until("the log has '" + with + "'", () -> lines(with) > 0, this::text);
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
