package dev.quorate.kv;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Text of words, each of which may stand for any string: an entry of the log as a name. A word is the string itself if it is
 * letters, digits and marks of ASCII; of any other character, and of {@code %}, it has the code, {@code %} and four hexadecimal
 * digits; the empty string is {@code %}. Each string has one word, and each word is of one string.
 */
final class Text {
    private static final String EMPTY = "%";
    private static final int CODE = 4;

    private final String text;
    private final Iterator<String> words;

    /** Reads a text. */
    Text(String text) {
        this.text = text;
        words = words(text).iterator();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int begin = 0;
        for (int end = text.indexOf(' '); end >= 0; end = text.indexOf(' ', begin)) {
            words.add(text.substring(begin, end));
            begin = end + 1;
        }
        words.add(text.substring(begin));
        return words;
    }

    /** A word for a string. */
    static String word(String string) {
        if (string.isEmpty()) {
            return EMPTY;
        }
        if (isPlain(string)) {
            return string;
        }
        StringBuilder word = new StringBuilder();
        string.chars().forEach(c -> word.append(isPlain(c) ? Character.toString(c) : String.format("%%%04X", c)));
        return word.toString();
    }

    /** A text of words. */
    static String of(Iterable<String> words) {
        return String.join(" ", words);
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /** By a loop: each entry of the log is read and written so, by each replica. */
    private static boolean isPlain(String string) {
        for (int i = 0; i < string.length(); i++) {
            if (!isPlain(string.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7F && c != '%' && c != '"' && c != '\\';
    }

    boolean hasNext() {
        return words.hasNext();
    }

    /** The next word, as it stands. */
    String next(String what) {
        expect(words.hasNext(), what);
        return words.next();
    }

    /** The string of the next word. */
    String string(String what) {
        return string(next(what), what);
    }

    /** The string of a word. */
    String string(String word, String what) {
        if (!word.isEmpty() && isPlain(word)) {
            return word;
        }
        StringBuilder string = new StringBuilder();
        for (int i = 0; i < word.length() && !word.equals(EMPTY); i++) {
            char c = word.charAt(i);
            if (c == '%' && i + CODE < word.length()) {
                string.append(code(word.substring(i + 1, i + 1 + CODE)).orElse(c));
                i += CODE;
            } else {
                string.append(c);
            }
        }
        // What is not as it would be written stands for nothing.
        expect(word(string.toString()).equals(word), what);
        return string.toString();
    }

    private static Optional<Character> code(String digits) {
        try {
            return Optional.of((char) Integer.parseInt(digits, 16));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The number of the next word. */
    long number(String what) {
        return number(next(what), what);
    }

    /** The number of a word: decimal, not negative, without a zero in front. */
    long number(String word, String what) {
        try {
            expect(isDecimal(word), what);
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw failure(what);
        }
    }

    /** ASCII's digits alone: there are others that Java reads as well. */
    private static boolean isDecimal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return word.length() == 1 || !word.startsWith("0");
    }

    /** The two numbers of a word such as {@code 5.7}. */
    List<Long> numbers(String word, String what) {
        int dot = word.indexOf('.');
        expect(dot >= 0, what);
        return List.of(number(word.substring(0, dot), what), number(word.substring(dot + 1), what));
    }

    /** Nothing follows. */
    void end() {
        expect(!hasNext(), "nothing after it");
    }

    void expect(boolean holds, String what) {
        if (!holds) {
            throw failure(what);
        }
    }

    IllegalArgumentException failure(String what) {
        return new IllegalArgumentException("\"" + text + "\" is no entry of a key-value store: expected " + what);
    }
}
