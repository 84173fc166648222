package dev.quorate.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.kv.Entry.Register;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Put;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a store has in the log can be read, and nothing else is taken for it. */
class EntryTest {
    static Stream<Arguments> entries() {
        return Stream.of(
                Arguments.of(new Register("c3.1"), "register c3.1"),
                Arguments.of(new Request(5, 7, new Put("x", "1")), "5.7 put x 1"),
                Arguments.of(new Request(5, 8, new Get("x")), "5.8 get x"),
                Arguments.of(new Request(5, 9, new CompareAndSet("x", Optional.of("1"), "2")), "5.9 cas x 1 2"),
                Arguments.of(new Request(5, 10, new CompareAndSet("x", Optional.empty(), "1")), "5.10 create x 1"),
                Arguments.of(new Request(5, 11, new Delete("x")), "5.11 delete x"),
                Arguments.of(new Request(1, 1, new Put("", "a b")), "1.1 put % a%0020b"),
                Arguments.of(new Request(1, 1, new Put("50%", "ü")), "1.1 put 50%0025 %00FC"));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryReadsAsItIs(Entry entry, String name) {
        assertEquals(new Command(name), entry.command());
        assertEquals(entry, Entry.parse(new Command(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            NoOp|a request's numbers
            register|a client's name
            register a b|nothing after it
            register  a|a client's name
            5.7|get, put, cas, create or delete
            5.7 grow x|get, put, cas, create or delete
            5.7 put x|a value
            5.7 put x 1 2|nothing after it
            5.7 put x 1 |nothing after it
            5.7 cas x 1|a value
            5 put x 1|a request's numbers
            5.7.1 put x 1|a request's numbers
            05.7 put x 1|a request's numbers
            +5.7 put x 1|a request's numbers
            -5.7 put x 1|a request's numbers
            .7 put x 1|a request's numbers
            5.1٧ put x 1|a request's numbers
            0.7 put x 1|numbers from 1 on
            5.0 put x 1|numbers from 1 on
            5.99999999999999999999 get x|a request's numbers
            5.7 get %002|a key
            5.7 get %00g1|a key
            5.7 get %0041|a key
            5.7 get %00fc|a key
            5.7 get a%|a key
            restore 3 1|how many sessions there are
            restore 3 4 0|no more sessions than commands
            restore 3 1 2|no more sessions than commands
            restore 3 1 1 2 1 0|sessions that were opened
            restore 3 2 2 2 1 0 1 1 0|sessions that were opened, in order
            restore 3 1 1 1 4 0|used by one of the commands
            restore 3 1 1 1 2 1 3 ok|at or before its last use
            restore 3 1 1 1 2 1 2 yes|ok or no
            restore 3 1 0 y 1 x 2|keys in order
            restore 3 1 0 x|a value
            """)
    void whatIsNoEntryIsRefusedAndSaysWhatWasExpected(String name, String expected) {
        Command command = new Command(name);
        String message = assertThrows(IllegalArgumentException.class, () -> Entry.parse(command))
                .getMessage();
        assertTrue(message.contains('"' + name + '"') && message.contains(expected), message);
        assertEquals(Optional.empty(), Entry.read(command));
    }
}
