package dev.quorate.runtime.api;

import dev.quorate.core.Command;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How large keys and values may be, and which texts they may be. A server holds every request against this, and a client what it is
 * about to send, so that it can say at once what is wrong.
 */
public final class Bounds {
    /** The longest key, in bytes of UTF-8. */
    public static final int MAX_KEY_BYTES = 1024;

    /**
     * The longest command as a text in the log, in characters: 128 KiB. In it, a character that is none of ASCII's letters, digits
     * and marks is five; so a value of 20,000 such characters fits, and 128,000 others.
     */
    public static final int MAX_COMMAND_CHARACTERS = 128 * 1024;

    /** How many keys one answer has at most. */
    public static final int MAX_RANGE = 1000;

    /** About how many characters one answer has at most, whatever the number of keys. */
    public static final int MAX_RANGE_CHARACTERS = 256 * 1024;

    private static final int NUMBERS_AND_NAME = 60;
    private static final int SHOWN = 60;

    private Bounds() {}

    /** What is wrong with a request, if something is. */
    public static Optional<String> complaint(Request request) {
        if (request instanceof Request.Submit submit) {
            return command(submit.command());
        } else if (request instanceof Request.Get get) {
            return key(get.key());
        } else if (request instanceof Request.Range range) {
            return range.limit() < 1 || range.limit() > MAX_RANGE
                    ? Optional.of("a range has 1 to " + MAX_RANGE + " keys, not " + range.limit())
                    : keys(range.keys());
        } else if (request instanceof Request.Watch watch) {
            return watch.after() < Request.Watch.NOW
                    ? Optional.of("a revision is not negative, and this one is " + watch.after())
                    : keys(watch.keys());
        }
        return Optional.empty();
    }

    private static Optional<String> command(Command command) {
        Optional<String> tooLong = length(command.name().length());
        if (tooLong.isPresent()) {
            return tooLong;
        }
        Optional<Entry> entry = Entry.read(command);
        if (entry.isEmpty() || entry.get() instanceof Entry.Restore) {
            return Optional.of("no command of a client's: " + start(command.name()));
        }
        return entry.get() instanceof Entry.Request request
                ? operation(request.operation())
                : key(((Entry.Register) entry.get()).name());
    }

    private static String start(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** What is wrong with an operation, if something is. */
    public static Optional<String> complaint(Operation operation) {
        // A character is five at most: what is short enough in any case need not be written to be measured.
        long most = 5L * characters(operation) + NUMBERS_AND_NAME;
        if (most <= MAX_COMMAND_CHARACTERS) {
            return operation(operation);
        }
        return length(new Entry.Request(Long.MAX_VALUE, Long.MAX_VALUE, operation)
                        .command()
                        .name()
                        .length())
                .or(() -> operation(operation));
    }

    private static long characters(Operation operation) {
        long key = operation.key().length();
        if (operation instanceof Operation.Put put) {
            return key + put.value().length();
        } else if (operation instanceof Operation.CompareAndSet cas) {
            return key
                    + cas.value().length()
                    + cas.expected().map(String::length).orElse(0);
        }
        return key;
    }

    private static Optional<String> length(int characters) {
        return characters <= MAX_COMMAND_CHARACTERS
                ? Optional.empty()
                : Optional.of("a command with its key and value has at most " + MAX_COMMAND_CHARACTERS
                        + " characters, as it is written in the log, and this one has " + characters);
    }

    private static Optional<String> operation(Operation operation) {
        Optional<String> wrong = key(operation.key());
        if (operation instanceof Operation.Put put) {
            return wrong.or(() -> value(put.value()));
        } else if (operation instanceof Operation.CompareAndSet cas) {
            return wrong.or(() -> value(cas.value())).or(() -> cas.expected().flatMap(Bounds::value));
        }
        return wrong;
    }

    private static Optional<String> keys(Keys keys) {
        Optional<String> first = key(keys.first());
        return keys instanceof Keys.Between between ? first.or(() -> key(between.to())) : first;
    }

    private static Optional<String> key(String key) {
        // A character is one to three bytes: most keys need not be written out to know that they are long, or are not.
        if (key.length() > MAX_KEY_BYTES
                || (key.length() > MAX_KEY_BYTES / 3 && key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES)) {
            return Optional.of("a key has at most " + MAX_KEY_BYTES + " bytes, and this one has more");
        }
        return text("a key", key);
    }

    private static Optional<String> value(String value) {
        return text("a value", value);
    }

    private static Optional<String> text(String what, String text) {
        return isUnicode(text)
                ? Optional.empty()
                : Optional.of(what + " is a text of Unicode, and this one has half a character");
    }

    /** Whether each surrogate is one of a pair. */
    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
