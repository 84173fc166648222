package dev.quorate.conformance.history;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import us.bpsm.edn.EdnException;
import us.bpsm.edn.Keyword;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parser;

/** Reads Jepsen's EDN: a map for each event, one after the other, or all in one vector. */
final class EdnEvents {
    private static final Keyword PROCESS = Keyword.newKeyword("process");
    private static final Keyword TYPE = Keyword.newKeyword("type");
    private static final Keyword FUNCTION = Keyword.newKeyword("f");
    private static final Keyword KEY = Keyword.newKeyword("key");
    private static final Keyword VALUE = Keyword.newKeyword("value");
    private static final Keyword VERSION = Keyword.newKeyword("version");

    private final Lines text;
    private final Events events;
    private final Parser parser = Edn.parser();

    EdnEvents(Reader reader, Events events) {
        text = new Lines(reader);
        this.events = events;
    }

    void read() throws IOException {
        int first = text.skipToValue();
        int opened = text.line;
        boolean vector = first == '[';
        if (vector) {
            text.read();
            first = text.skipToValue();
        }
        while (first != Parseable.END_OF_INPUT && !(vector && first == ']')) {
            int line = text.line;
            event(line, value(line));
            first = text.skipToValue();
        }
        if (vector && first != ']') {
            throw events.wrong(
                    text.line, "expected ] to end the vector of line " + opened + ", found the end: the file is torn");
        } else if (vector) {
            text.read();
            if (text.skipToValue() != Parseable.END_OF_INPUT) {
                throw events.wrong(text.line, "expected the end of the file after the vector, found more");
            }
        }
    }

    private Object value(int line) throws IOException {
        try {
            Object value = parser.nextValue(text);
            if (value == Parser.END_OF_INPUT) {
                throw events.wrong(line, "expected a map of EDN, found the end");
            }
            return Edn.untagged(value);
        } catch (EdnException e) {
            if (e.getCause() instanceof CharacterCodingException coding) {
                throw coding;
            }
            throw events.wrong(
                    line,
                    "expected a map of EDN, "
                            + (text.ended
                                    ? "found one without an end: the file is torn"
                                    : "found what is no EDN: " + Events.shortened(e.getMessage())));
        } catch (NumberFormatException e) {
            throw events.wrong(line, "expected a map of EDN, found a number that is none: " + e.getMessage());
        }
    }

    private void event(int line, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw events.wrong(
                    line,
                    "expected a map of EDN such as {:process 0, :type :invoke, :f :read, :value nil}," + " found "
                            + Events.shortened(value));
        }
        for (Keyword field : new Keyword[] {PROCESS, TYPE, FUNCTION}) {
            if (!map.containsKey(field)) {
                throw events.wrong(line, "expected " + field + ", found " + Events.shortened(map));
            }
        }
        if (!(map.get(PROCESS) instanceof Long process)) {
            events.skip();
            return;
        }
        String type = name(line, TYPE, map);
        events.add(
                line,
                new Events.Event(
                        process,
                        type,
                        name(line, FUNCTION, map),
                        map.get(KEY) == null ? Optional.empty() : Optional.of(datum(line, KEY, map)),
                        Events.hasValue(type) ? datum(line, VALUE, map) : Datum.nil(),
                        map.get(VERSION) == null ? OptionalLong.empty() : OptionalLong.of(version(line, map))));
    }

    private String name(int line, Keyword field, Map<?, ?> map) {
        if (map.get(field) instanceof Keyword keyword) {
            return keyword.toString().substring(1);
        }
        throw events.wrong(line, "expected a keyword as " + field + ", found " + Events.shortened(map.get(field)));
    }

    private Datum datum(int line, Keyword field, Map<?, ?> map) {
        try {
            return Edn.datum(map.get(field));
        } catch (IllegalArgumentException e) {
            throw events.wrong(line, field + ": " + Events.shortened(e.getMessage()));
        }
    }

    private long version(int line, Map<?, ?> map) {
        if (map.get(VERSION) instanceof Long version) {
            return version;
        }
        throw events.wrong(line, "expected an integer as :version, found " + Events.shortened(map.get(VERSION)));
    }

    /** Characters that know their line. */
    private static final class Lines implements Parseable {
        private final Reader reader;
        private int line = 1;
        private int unread = END_OF_INPUT;
        private boolean ended;

        Lines(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            int next = unread;
            if (next == END_OF_INPUT) {
                next = reader.read();
            }
            unread = END_OF_INPUT;
            if (next < 0) {
                ended = true;
                return END_OF_INPUT;
            } else if (next == '\n') {
                line++;
            }
            return next;
        }

        @Override
        public void unread(int character) throws IOException {
            if (character == END_OF_INPUT) {
                return;
            } else if (unread != END_OF_INPUT) {
                throw new CharConversionException("more than one character is unread");
            } else if (character == '\n') {
                line--;
            }
            unread = character;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }

        /** Skips blanks, commas and comments; returns the character after them, unread. */
        int skipToValue() throws IOException {
            boolean comment = false;
            int next = read();
            while (next != END_OF_INPUT && (comment || next == ',' || next == ';' || Character.isWhitespace(next))) {
                comment = next != '\n' && (comment || next == ';');
                next = read();
            }
            unread(next);
            return next;
        }
    }
}
