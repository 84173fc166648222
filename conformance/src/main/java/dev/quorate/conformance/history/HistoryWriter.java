package dev.quorate.conformance.history;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Writes events as lines of JSON, as they happen. What the events must be is {@link History.Builder}'s to check; whoever
 * wants both gives each event to both. Not for several threads at once.
 */
public final class HistoryWriter implements AutoCloseable {
    private final JsonGenerator json;

    /** Writes to a stream, which is closed with this writer. */
    public HistoryWriter(OutputStream out) {
        try {
            json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    /** Writes a whole history to a file, which appears whole or not at all. */
    public static void write(History history, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (HistoryWriter writer = new HistoryWriter(Files.newOutputStream(partial))) {
                writer.write(history);
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UncheckedIOException e) {
            throw new UncheckedIOException(
                    file + ": the history cannot be written: " + e.getMessage(),
                    e instanceof IOException io ? io : ((UncheckedIOException) e).getCause());
        }
    }

    /** Writes all events of a history. A call of unknown outcome is left open: that says the same. */
    public void write(History history) {
        record Event(int at, Operation operation) {}
        List<Event> events = history.operations().stream()
                .flatMap(operation -> Stream.of(
                        new Event(operation.invokedAt(), operation), new Event(operation.returnedAt(), operation)))
                .filter(event -> event.at != Operation.NEVER)
                .sorted(Comparator.comparingInt(Event::at))
                .toList();
        for (Event event : events) {
            Operation operation = event.operation;
            if (event.at == operation.invokedAt()) {
                line(
                        operation.process(),
                        "invoke",
                        operation.function(),
                        operation.key(),
                        operation.argument(),
                        OptionalLong.empty());
            } else {
                line(
                        operation.process(),
                        operation.outcome() == Outcome.OK ? "ok" : "fail",
                        operation.function(),
                        operation.key(),
                        operation.outcome() == Outcome.OK ? operation.result() : operation.argument(),
                        operation.version());
            }
        }
    }

    /** A process calls a function; see {@link Datum#of} for what an argument may be. */
    public void invoke(long process, String function, Object argument) {
        line(process, "invoke", function, Optional.empty(), Datum.of(argument), OptionalLong.empty());
    }

    /** A process calls a function of one object of several. */
    public void invoke(long process, String function, Object key, Object argument) {
        line(process, "invoke", function, Optional.of(Datum.of(key)), Datum.of(argument), OptionalLong.empty());
    }

    /** The open call of a process took effect and returned this. */
    public void ok(long process, String function, Object result) {
        line(process, "ok", function, Optional.empty(), Datum.of(result), OptionalLong.empty());
    }

    /** The same, and the response says which version of the store it saw or made. */
    public void ok(long process, String function, Object result, long version) {
        line(process, "ok", function, Optional.empty(), Datum.of(result), OptionalLong.of(version));
    }

    /** The open call of a process did not take effect and never will. */
    public void fail(long process, String function) {
        line(process, "fail", function, Optional.empty(), Datum.nil(), OptionalLong.empty());
    }

    /** Nobody knows what became of the open call of a process, or will. */
    public void info(long process, String function) {
        line(process, "info", function, Optional.empty(), Datum.nil(), OptionalLong.empty());
    }

    private void line(
            long process, String type, String function, Optional<Datum> key, Datum value, OptionalLong version) {
        try {
            json.writeStartObject();
            json.writeNumberField("process", process);
            json.writeStringField("type", type);
            json.writeStringField("f", function);
            if (key.isPresent()) {
                json.writeFieldName("key");
                value(key.get());
            }
            json.writeFieldName("value");
            value(value);
            if (version.isPresent()) {
                json.writeNumberField("version", version.getAsLong());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written: " + e.getMessage(), e);
        }
    }

    private void value(Datum datum) throws IOException {
        if (datum instanceof Datum.Int number) {
            json.writeNumber(number.value());
        } else if (datum instanceof Datum.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (datum instanceof Datum.Text text) {
            json.writeString(text.value());
        } else if (datum instanceof Datum.Items items) {
            json.writeStartArray();
            for (Datum item : items.items()) {
                value(item);
            }
            json.writeEndArray();
        } else {
            json.writeNull();
        }
    }

    @Override
    public void close() {
        try {
            json.writeRaw('\n');
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written: " + e.getMessage(), e);
        }
    }
}
