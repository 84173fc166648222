package dev.quorate.conformance.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import us.bpsm.edn.EdnException;
import us.bpsm.edn.parser.Parser;

/**
 * Reads the lines that Jepsen logs, such as {@code INFO  jepsen.util - 0 :invoke :write 3}. Other lines are skipped; one that
 * begins like an event and does not end like one is an error.
 */
final class LogEvents {
    // "jepsen.util - 0" in old versions, "jepsen worker 0 - jepsen.util 0" in newer ones.
    private static final Pattern EVENT = Pattern.compile(
            "\\bjepsen\\.util:?\\s+(?:-\\s+)?(\\d+)\\s+:(invoke|ok|fail|info)\\s+:(\\S+)(?:\\s+(.*\\S))?\\s*");
    private static final Pattern BEGUN = Pattern.compile("\\bjepsen\\.util:?\\s+(?:-\\s+)?\\d+(?:\\s+:.*|\\s*)$");
    private static final Pattern OTHER_PROCESS =
            Pattern.compile("\\bjepsen\\.util:?\\s+(?:-\\s+)?:\\S+\\s+:(?:invoke|ok|fail|info)\\b.*");
    private static final String PREFIX = "INFO  jepsen.util - ";

    private final BufferedReader reader;
    private final Events events;
    private final Parser parser = Edn.parser();

    LogEvents(BufferedReader reader, Events events) {
        this.reader = reader;
        this.events = events;
    }

    void read() throws IOException {
        int number = 0;
        String line = reader.readLine();
        while (line != null) {
            String next = reader.readLine();
            number++;
            if (!line.contains("jepsen.util")) {
                // Nothing of Jepsen's is that short, but for a line that was being written.
                if (next == null && !line.isEmpty() && PREFIX.startsWith(line)) {
                    throw torn(number, line);
                }
            } else {
                line(number, line, next == null);
            }
            line = next;
        }
    }

    private void line(int number, String line, boolean last) {
        Matcher matcher = EVENT.matcher(line);
        if (matcher.find() && matcher.end() == line.length()) {
            String type = matcher.group(2);
            events.add(
                    number,
                    new Events.Event(
                            process(number, matcher.group(1)),
                            type,
                            matcher.group(3),
                            Optional.empty(),
                            Events.hasValue(type) ? value(number, matcher.group(4), last) : Datum.nil(),
                            OptionalLong.empty()));
        } else if (OTHER_PROCESS.matcher(line).find()) {
            events.skip();
        } else if (BEGUN.matcher(line).find() || (last && PREFIX.stripTrailing().startsWith(line.stripTrailing()))) {
            if (last) {
                throw torn(number, line);
            }
            throw events.wrong(
                    number,
                    "expected PROCESS :TYPE :FUNCTION VALUE, with a type of invoke, ok, fail or info; found "
                            + Events.shortened(line));
        }
    }

    private RuntimeException torn(int number, String line) {
        return events.wrong(
                number, "expected PROCESS :TYPE :FUNCTION VALUE, found a torn line: " + Events.shortened(line));
    }

    private long process(int number, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw events.wrong(number, "expected the number of a process, found " + digits);
        }
    }

    private Datum value(int number, String text, boolean last) {
        if (text == null) {
            return Datum.nil();
        }
        try {
            return Edn.datum(parser.nextValue(Edn.parseable(text)));
        } catch (EdnException | IllegalArgumentException e) {
            throw events.wrong(
                    number, "expected a value, found " + Events.shortened(text) + (last ? ": the line is torn" : ""));
        }
    }
}
