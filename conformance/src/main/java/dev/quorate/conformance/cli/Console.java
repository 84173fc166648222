package dev.quorate.conformance.cli;

import java.io.PrintStream;
import java.util.Locale;

/** Prints results as lines, and progress as one line that is overwritten; without a terminal, progress is rare lines. */
final class Console {
    private static final long PLAIN_INTERVAL_NANOS = 15_000_000_000L;

    private final PrintStream out = System.out;
    // The launcher knows; what java.io.Console says of it differs between versions of Java.
    private final boolean terminal = Boolean.getBoolean("quorate.terminal");
    private long lastPlain = System.nanoTime();
    private boolean progressShown;

    synchronized void line(String format, Object... arguments) {
        clear();
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    /** A line as it stands. */
    synchronized void text(String text) {
        line("%s", text);
    }

    synchronized void progress(String text) {
        if (terminal) {
            out.print("\r\u001b[K" + text);
            out.flush();
            progressShown = true;
        } else if (System.nanoTime() - lastPlain > PLAIN_INTERVAL_NANOS) {
            out.println("  " + text);
            lastPlain = System.nanoTime();
        }
    }

    private void clear() {
        if (progressShown) {
            out.print("\r\u001b[K");
            progressShown = false;
        }
        lastPlain = System.nanoTime();
    }
}
