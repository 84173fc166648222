package dev.quorate.conformance.validation;

import dev.quorate.conformance.log.LogHeader;
import dev.quorate.conformance.log.LogLine;
import dev.quorate.conformance.log.LogSource;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * What a first reading of a whole log gives, before its first line is held against the spec: that each line has the shape that it
 * must have, how many there are, and what is received when.
 *
 * @param header the log's header
 * @param lines the lines after it
 * @param events how many events there are of each type
 * @param receipts what is received when
 */
record LogSurvey(LogHeader header, int lines, Map<String, Long> events, Receipts receipts) {
    /**
     * Reads a log.
     *
     * @param progress hears how many lines have been read
     * @throws BadInputException if it is none, or no event is in it
     */
    static LogSurvey of(List<Path> files, IntConsumer progress) {
        try (LogSource source = LogSource.open(files)) {
            Map<String, Long> events = new TreeMap<>();
            Receipts receipts = new Receipts();
            int lines = 0;
            int run = 0;
            for (Optional<LogLine> line = source.next(); line.isPresent(); line = source.next()) {
                lines++;
                if (line.get() instanceof LogLine.Event event) {
                    events.merge(type(event), 1L, Long::sum);
                    Optional<Value> message = message(event);
                    if (message.isPresent()) {
                        receipts.put(run, Fingerprint.of(message.get()), lines);
                    }
                } else {
                    run++;
                }
                progress.accept(lines);
            }
            if (events.isEmpty()) {
                throw new BadInputException(
                        files.get(0) + ": expected an event after Init, found none in the whole log");
            }
            return new LogSurvey(source.header(), lines, events, receipts);
        }
    }

    /** The message that an event receives: its argument of that name. */
    static Optional<Value> message(LogLine.Event event) {
        return Optional.ofNullable(((Value.Rec) event.event()).fields().get("message"));
    }

    private static String type(LogLine.Event event) {
        return event.event() instanceof Value.Rec record && record.fields().get("type") instanceof Value.Str type
                ? type.value()
                : "event";
    }
}
