package dev.quorate.kv;

import dev.quorate.core.Command;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Put;
import java.util.List;
import java.util.Optional;

/**
 * What a store and its clients have in the log. A protocol takes it as a {@link Command}, an opaque name, which can be read:
 *
 * <pre>
 *     register c3.1          client 3 opens a session, for the first time
 *     5.7 put x 1            request 7 of session 5
 *     5.8 get x
 *     5.9 cas x 1 2          if x holds 1, set it to 2
 *     5.10 create x 1        if x holds nothing, set it to 1
 *     5.11 delete x
 *     restore 17 5 ...       a whole state, in place of the 17 commands that led there
 * </pre>
 *
 * Keys, values and names may be any strings; see {@link Text}.
 */
public sealed interface Entry {
    /**
     * A client opens a session.
     *
     * @param name by which the client knows the answer for its own: two clients at one time have not the same
     */
    record Register(String name) implements Entry {}

    /**
     * A client asks for something. The same numbers are the same request.
     *
     * @param session the client's session
     * @param sequence the how-manieth of its requests this is, from 1
     */
    record Request(long session, long sequence, Operation operation) implements Entry {
        public Request {
            Text.check(session > 0 && sequence > 0, "sessions and requests are counted from 1");
        }
    }

    /** A state, in place of the commands that led there: the first command of those that begin with a snapshot. */
    record Restore(State state) implements Entry {}

    /** This as a command of the log. */
    default Command command() {
        if (this instanceof Register register) {
            return new Command(Text.of(List.of("register", Text.word(register.name()))));
        } else if (this instanceof Request request) {
            return new Command(
                    request.session() + "." + request.sequence() + " " + Text.of(words(request.operation())));
        }
        return new Command(Snapshot.write(((Restore) this).state()));
    }

    /**
     * What a command says.
     *
     * @throws IllegalArgumentException if it is not one of these
     */
    static Entry parse(Command command) {
        Text text = new Text(command.name());
        String first = text.next("a word");
        Entry entry;
        if (first.equals("register")) {
            entry = new Register(text.string("a client's name"));
        } else if (first.equals("restore")) {
            entry = new Restore(Snapshot.read(text));
        } else {
            List<Long> numbers = text.numbers(first, "\"register\", or a request's numbers, such as 5.7");
            text.expect(numbers.get(0) > 0 && numbers.get(1) > 0, "numbers from 1 on");
            entry = new Request(numbers.get(0), numbers.get(1), operation(text));
        }
        text.end();
        return entry;
    }

    /** What a command says; empty if it is none of these, such as a protocol's own. */
    static Optional<Entry> read(Command command) {
        try {
            return Optional.of(parse(command));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> words(Operation operation) {
        String key = Text.word(operation.key());
        if (operation instanceof Get) {
            return List.of("get", key);
        } else if (operation instanceof Put put) {
            return List.of("put", key, Text.word(put.value()));
        } else if (operation instanceof CompareAndSet cas) {
            return cas.expected().isPresent()
                    ? List.of("cas", key, Text.word(cas.expected().get()), Text.word(cas.value()))
                    : List.of("create", key, Text.word(cas.value()));
        }
        return List.of("delete", key);
    }

    private static Operation operation(Text text) {
        String expected = "get, put, cas, create or delete";
        String name = text.next(expected);
        return switch (name) {
            case "get" -> new Get(text.string("a key"));
            case "put" -> new Put(text.string("a key"), text.string("a value"));
            case "cas" ->
                new CompareAndSet(
                        text.string("a key"), Optional.of(text.string("the value before")), text.string("a value"));
            case "create" -> new CompareAndSet(text.string("a key"), Optional.empty(), text.string("a value"));
            case "delete" -> new Delete(text.string("a key"));
            default -> throw text.failure(expected);
        };
    }
}
