package dev.quorate.conformance.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Reads values as TLC prints them, and as {@link Value#toString} does: literals of numbers, strings, sets, sequences, records
 * and functions; any other identifier is a model value.
 */
public final class ValueParser {
    private static final int MAX_DEPTH = 1000;
    private static final int MAX_INTERVAL = 1_000_000;

    private final String text;
    private int at;
    private int depth;

    private ValueParser(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException if the text is not one value; says where, and what was expected
     */
    public static Value parse(String text) {
        ValueParser parser = new ValueParser(text);
        Value value = parser.value();
        parser.expectEnd();
        return value;
    }

    /**
     * Reads a state: {@code /\ x = 1 /\ y = {}}, or without the first {@code /\}, as for a single variable.
     *
     * @return the values of the variables, in the order of the text
     * @throws IllegalArgumentException if the text is not a state
     */
    public static Map<String, Value> parseState(String text) {
        ValueParser parser = new ValueParser(text);
        Map<String, Value> state = new LinkedHashMap<>();
        parser.accept("/\\");
        do {
            parser.entry(state, parser::identifier, "=");
        } while (parser.accept("/\\"));
        parser.expectEnd();
        return state;
    }

    private Value value() {
        // Text this deep is no state, and would end in a StackOverflowError.
        if (++depth > MAX_DEPTH) {
            throw expected("at most " + MAX_DEPTH + " levels");
        }
        Value value = valueAtDepth();
        depth--;
        return value;
    }

    private Value valueAtDepth() {
        if (accept("<<")) {
            List<Value> elements = new ArrayList<>();
            list(">>", () -> elements.add(value()));
            return Value.sequence(elements);
        } else if (accept("{")) {
            List<Value> elements = new ArrayList<>();
            list("}", () -> elements.add(value()));
            return Value.set(elements);
        } else if (accept("[")) {
            Map<String, Value> fields = new TreeMap<>();
            // There is no literal of a record without a field.
            nonEmptyList("]", () -> entry(fields, this::identifier, "|->"));
            return Value.record(fields);
        } else if (accept("(")) {
            Map<Value, Value> mappings = new HashMap<>();
            do {
                entry(mappings, this::value, ":>");
            } while (accept("@@"));
            expect(")");
            return Value.function(mappings);
        } else if (at < text.length() && text.charAt(at) == '"') {
            return Value.of(string());
        }
        return word();
    }

    /** Reads a key that is not there yet, and its value. */
    private <K> void entry(Map<K, Value> entries, Supplier<K> nextKey, String token) {
        skipBlanks();
        int start = at;
        K key = nextKey.get();
        if (entries.containsKey(key)) {
            at = start;
            throw expected("each name or argument once");
        }
        expect(token);
        entries.put(key, value());
    }

    private Value word() {
        int start = at;
        String word = nextWord();
        if (isNumber(word)) {
            long number = number(word, start);
            return accept("..") ? interval(number) : Value.of(number);
        } else if (word.isEmpty() || word.startsWith("-")) {
            at = start;
            throw expected("a value");
        }
        return switch (word) {
            case "TRUE" -> Value.of(true);
            case "FALSE" -> Value.of(false);
            default -> Value.model(word);
        };
    }

    private String nextWord() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNumber(String word) {
        return word.matches("-?\\d+");
    }

    private long number(String word, int start) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            at = start;
            throw expected("an integer of 64 bits");
        }
    }

    private Value interval(long first) {
        int start = at;
        String word = nextWord();
        if (!isNumber(word)) {
            at = start;
            throw expected("the end of an interval");
        }
        long last = number(word, start);
        // Unsigned: the difference of two longs may be beyond the greatest one.
        if (first <= last && Long.compareUnsigned(last - first, MAX_INTERVAL) >= 0) {
            at = start;
            throw expected("an interval of at most " + MAX_INTERVAL + " elements");
        }
        return Value.set(LongStream.rangeClosed(first, last).mapToObj(Value::of).toList());
    }

    private String string() {
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return content.toString();
            } else if (c == '\\' && at + 1 < text.length()) {
                at++;
                content.append(
                        switch (text.charAt(at)) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'f' -> '\f';
                            case '"', '\\' -> text.charAt(at);
                            default -> throw expected("one of \\n, \\t, \\r, \\f, \\\" and \\\\ after a backslash");
                        });
            } else {
                content.append(c);
            }
        }
        throw expected("the end of a string");
    }

    private void list(String end, Runnable element) {
        if (!accept(end)) {
            nonEmptyList(end, element);
        }
    }

    private void nonEmptyList(String end, Runnable element) {
        do {
            element.run();
        } while (accept(","));
        expect(end);
    }

    private String identifier() {
        skipBlanks();
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw expected("a name");
        }
        return text.substring(start, at);
    }

    private boolean accept(String token) {
        skipBlanks();
        if (text.startsWith(token, at)) {
            at += token.length();
            skipBlanks();
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw expected("\"" + token + "\"");
        }
    }

    private void expectEnd() {
        if (!isAtEnd()) {
            throw expected("the end");
        }
    }

    private boolean isAtEnd() {
        skipBlanks();
        return at == text.length();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '!';
    }

    private IllegalArgumentException expected(String what) {
        String found = at >= text.length()
                ? "the end of the text"
                : "\"" + text.substring(at, Math.min(at + 20, text.length())) + "\"";
        return new IllegalArgumentException("expected " + what + " at character " + (at + 1) + ", found " + found);
    }
}
