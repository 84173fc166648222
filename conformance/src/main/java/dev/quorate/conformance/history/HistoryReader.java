package dev.quorate.conformance.history;

import dev.quorate.conformance.model.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads histories from files, event by event: what is kept is the operations, not the text. */
public final class HistoryReader {
    // What comes before the first event may be a long preamble of blank lines, but not this long.
    private static final int BEGINNING = 8192;

    private HistoryReader() {}

    /**
     * Reads a history.
     *
     * @param format the format; absent to recognise it by the file's beginning
     * @throws BadInputException if the file is not one; the message has the line, and what was expected there
     */
    public static History read(Path file, Optional<Format> format) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + ": there is no such file");
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return read(reader, file.toString(), format);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + ": expected text in UTF-8, found other bytes", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The history that a text is; {@code name} is what to call it in a message. */
    public static History parse(String text, String name, Optional<Format> format) {
        try {
            return read(new BufferedReader(new StringReader(text)), name, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static History read(BufferedReader reader, String name, Optional<Format> given) throws IOException {
        String beginning = beginning(reader);
        if (beginning.isBlank()) {
            throw new BadInputException(name + ": expected a history, found an empty file");
        }
        Events events = new Events(name);
        switch (given.orElseGet(() -> Format.of(beginning))) {
            case EDN -> new EdnEvents(reader, events).read();
            case LOG -> new LogEvents(reader, events).read();
            case JSON -> new JsonEvents(reader, events).read();
        }
        return events.history();
    }

    private static String beginning(Reader reader) throws IOException {
        char[] buffer = new char[BEGINNING];
        reader.mark(BEGINNING);
        int length = 0;
        for (int read = 0; read >= 0 && length < BEGINNING; length += Math.max(read, 0)) {
            read = reader.read(buffer, length, BEGINNING - length);
        }
        reader.reset();
        return new String(buffer, 0, length);
    }
}
