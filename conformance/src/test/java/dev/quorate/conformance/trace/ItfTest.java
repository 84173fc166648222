package dev.quorate.conformance.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItfTest {
    private static final String TEXT = """
            {
              "#meta": {
                "format": "ITF",
                "spec": "raft",
                "model": "split-vote",
                "description": "A vote.",
                "constants": {"Node": {"#set": ["n1", "n2"]}},
                "modelValues": ["n1", "n2"],
                "refusedAt": 1
              },
              "vars": ["network", "nodes"],
              "loop": 0,
              "states": [
                {
                  "#meta": {"index": 0},
                  "network": {"#set": []},
                  "nodes": {"#map": [
                    ["n1", {"log": [], "term": 0}],
                    ["n2", {"log": [], "term": 0}]]}
                },
                {
                  "#meta": {"index": 1, "event": {"node": "n1", "type": "Timeout"}},
                  "network": {"#set": [
                    "hello",
                    [1, true]]},
                  "nodes": {"#map": [
                    ["n1", {"log": ["x"], "term": 1}],
                    ["n2", {"log": [], "term": 0}]]}
                }
              ]
            }
            """;

    @Test
    void theLayoutIsMadeForReadingAndDiffs() {
        assertEquals(TEXT, Itf.print(trace()));
    }

    @Test
    void theTextIsReadBack() {
        assertEquals(trace(), Itf.parse(TEXT, "a.itf.json"));
    }

    @Test
    void bigIntegersAndTuplesOfOtherToolsAreRead() {
        String text = TEXT.replace("[1, true]", "{\"#tup\": [{\"#bigint\": \"1\"}, true]}");
        assertEquals(trace(), Itf.parse(text, "a.itf.json"));
    }

    @Test
    void aFileIsWrittenWholeAndReadBack(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/a.itf.json");
        Itf.write(trace(), file);
        Itf.write(trace(), file);
        assertEquals(TEXT, Files.readString(file, StandardCharsets.UTF_8));
        assertEquals(trace(), Itf.read(file));
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aFileThatIsNoTextIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.itf.json");
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
        assertThrows(TraceFormatException.class, () -> Itf.read(file));
        assertThrows(TraceFormatException.class, () -> Itf.read(folder.resolve("absent")));
    }

    @Test
    void aStringThatReadsLikeAModelValueCannotBeWritten() {
        Trace trace = trace("x", Value.of("n1"));
        String message = assertThrows(IllegalArgumentException.class, () -> Itf.print(trace))
                .getMessage();
        assertEquals("\"n1\" is a string and a model value in this trace; ITF cannot tell them apart", message);
    }

    @Test
    void anIntegerThatJsonReadersRoundIsWrittenAsText() {
        long exact = 9007199254740991L;
        assertEquals("[9007199254740991, -9007199254740991]", written(Value.of(exact), Value.of(-exact)));
        assertEquals(
                "[{\"#bigint\": \"9007199254740992\"}, {\"#bigint\": \"-9007199254740992\"}]",
                written(Value.of(exact + 1), Value.of(-exact - 1)));
        assertEquals(
                "[{\"#bigint\": \"-9223372036854775808\"}, {\"#map\": [[{\"#bigint\": \"9223372036854775807\"}, 1]]}]",
                written(Value.of(Long.MIN_VALUE), Value.function(Map.of(Value.of(Long.MAX_VALUE), Value.of(1)))));
    }

    @Test
    void aNameThatItfReservesCannotBeWritten() {
        for (Trace trace : List.of(
                trace("x", Value.record(Map.of("#set", Value.sequence(List.of())))),
                trace("x", Value.record(Map.of("y", Value.of(1), "#z", Value.of(1)))),
                trace("#meta", Value.of(1)),
                trace("x", Value.of(1))
                        .with(new Trace.Header("raft", "m", "", Map.of("#c", Value.of(1)), OptionalInt.empty())))) {
            String message = assertThrows(IllegalArgumentException.class, () -> Itf.print(trace))
                    .getMessage();
            assertTrue(message.contains("cannot name a field, a variable or a constant in ITF"), message);
        }
    }

    @Test
    void aFieldThatItfReservesIsAlone() {
        assertEquals(
                "a: states[0].network: expected a field that begins with # to be alone, found {\"#set\":[1],\"y\":1}",
                refusal("{\"#set\": []}", "{\"#set\": [1], \"y\": 1}"));
        refusal("{\"#set\": []}", "{\"y\": 1, \"#y\": 1}");
        refusal("{\"#set\": []}", "{\"#set\": [], \"#tup\": []}");
        refusal("\"Node\"", "\"#set\"");
        refusal("[\"network\", \"nodes\"]", "[\"network\", \"nodes\", \"#meta\"]");
    }

    @Test
    void whatIsThereTwiceIsRefused() {
        assertEquals(
                "a: vars: expected each element once, found [\"network\",\"nodes\",\"network\"]",
                refusal("[\"network\", \"nodes\"]", "[\"network\", \"nodes\", \"network\"]"));
        assertEquals(
                "a: states[0].network: expected each element once, found [1,2,1]",
                refusal("{\"#set\": []}", "{\"#set\": [1, 2, 1]}"));
        refusal("{\"#set\": []}", "{\"#set\": [[], {\"#tup\": []}]}");
        refusal("\"modelValues\": [\"n1\", \"n2\"]", "\"modelValues\": [\"n1\", \"n2\", \"n1\"]");
    }

    @Test
    void anIndexIsNotCutToItsLast32Bits() {
        for (String number : List.of("4294967296", "18446744073709551616", "-4294967296", "0.0", "\"0\"")) {
            assertEquals(
                    "a: loop: expected the index of a state, from 0 to 1, found " + number,
                    refusal("\"loop\": 0", "\"loop\": " + number));
            assertEquals(
                    "a: states[0].#meta.index: expected 0, found " + number,
                    refusal("\"index\": 0", "\"index\": " + number));
        }
        assertEquals(
                "a: #meta.refusedAt: expected the index of a state, from 1 to 1, found 4294967297",
                refusal("\"refusedAt\": 1", "\"refusedAt\": 4294967297"));
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() {
        assertEquals("a: the trace has no \"vars\"", refusal("\"vars\": [\"network\", \"nodes\"],", ""));
        assertEquals(
                "a: states[1] has no \"network\"",
                refusal("\"network\": {\"#set\": [\n        \"hello\",\n        [1, true]]},", ""));
        assertEquals(
                "a: states[0] has an unknown field \"nods\"; expected #meta, network, nodes",
                refusal("\"network\": {\"#set\": []}", "\"nods\": 1, \"network\": {\"#set\": []}"));
        assertTrue(refusal("\"loop\": 0", "\"lop\": 0").startsWith("a: the trace has an unknown field \"lop\""));
        assertTrue(refusal("\"format\"", "\"fromat\"").startsWith("a: #meta has no \"format\""));
        assertTrue(refusal("\"refusedAt\"", "\"refused\"").startsWith("a: #meta has an unknown field \"refused\""));
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        assertEquals(
                "a: loop: expected the index of a state, from 0 to 1, found 2", refusal("\"loop\": 0", "\"loop\": 2"));
        assertEquals(
                "a: loop: expected the index of a state, from 0 to 1, found -1",
                refusal("\"loop\": 0", "\"loop\": -1"));
        assertEquals(
                "a: #meta.refusedAt: expected the index of a state, from 1 to 1, found 2",
                refusal("\"refusedAt\": 1", "\"refusedAt\": 2"));
        assertEquals("a: states[1].#meta.index: expected 1, found 0", refusal("\"index\": 1", "\"index\": 0"));
        assertEquals(
                "a: states[0].nodes: expected an integer of 64 bits, found 9223372036854775808",
                refusal("\"term\": 0}],", "\"term\": 9223372036854775808}],").replace("[n1].term", ""));
    }

    @Test
    void whatIsNoValueIsRefused() {
        for (String wrong : List.of(
                "null",
                "1.5",
                "1e3",
                "{\"#unserializable\": \"x\"}",
                "{\"#map\": [[1]]}",
                "{\"#map\": [[1, 2], [1, 3]]}",
                "{\"#set\": 1}",
                "{\"#bigint\": \"x\"}",
                "{\"#bigint\": 1}",
                "{\"a\": 1, \"a\": 2}")) {
            refusal("{\"#set\": []}", wrong);
        }
    }

    @Test
    void whatIsNoTraceIsRefused() {
        for (String text : List.of("", " ", "null", "[]", "1", "{}", "x", TEXT + "x", TEXT + TEXT)) {
            assertThrows(TraceFormatException.class, () -> Itf.parse(text, "a"), text);
        }
        assertEquals("a: states: expected at least one state, found []", refuse(emptied()));
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        String message = refusal("\"loop\": 0,", "\"loop\": 0");
        assertTrue(message.startsWith("a, line 13 column 3: not JSON: "), message);
    }

    @Test
    void aDuplicateFieldIsRefused() {
        String message = refusal("\"loop\": 0,", "\"loop\": 0, \"loop\": 1,");
        assertTrue(message.contains("loop"), message);
    }

    private static String emptied() {
        return TEXT.substring(0, TEXT.indexOf("\"states\"")) + "\"states\": []}";
    }

    /** What is said of the text with one place changed. */
    private static String refusal(String place, String change) {
        assertTrue(TEXT.contains(place), place);
        int at = TEXT.indexOf(place);
        return refuse(TEXT.substring(0, at) + change + TEXT.substring(at + place.length()));
    }

    private static String refuse(String text) {
        return assertThrows(TraceFormatException.class, () -> Itf.parse(text, "a"), text)
                .getMessage();
    }

    /** How two values are written, as a sequence. */
    private static String written(Value one, Value other) {
        Trace trace = trace("x", Value.sequence(List.of(one, other)));
        String text = Itf.print(trace);
        assertEquals(trace, Itf.parse(text, "a"));
        return text.lines()
                .filter(line -> line.contains("\"x\": "))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElseThrow();
    }

    private static Trace trace(String variable, Value value) {
        return new Trace(
                new Trace.Header("raft", "m", "", Map.of("Node", ValueParser.parse("{n1, n2}")), OptionalInt.empty()),
                List.of(variable),
                List.of(new Trace.State(Optional.empty(), Map.of(variable, value))),
                OptionalInt.empty());
    }

    private static Trace.Header header() {
        return new Trace.Header(
                "raft", "split-vote", "A vote.", Map.of("Node", ValueParser.parse("{n1, n2}")), OptionalInt.of(1));
    }

    private static Trace trace() {
        Map<String, Value> before = ValueParser.parseState(
                "/\\ network = {} /\\ nodes = (n1 :> [term |-> 0, log |-> <<>>] @@ n2 :> [term |-> 0, log |-> <<>>])");
        Map<String, Value> after = ValueParser.parseState("/\\ network = {\"hello\", <<1, TRUE>>}"
                + " /\\ nodes = (n1 :> [term |-> 1, log |-> <<\"x\">>] @@ n2 :> [term |-> 0, log |-> <<>>])");
        Value event = ValueParser.parse("[type |-> \"Timeout\", node |-> n1]");
        return new Trace(
                header(),
                List.of("network", "nodes"),
                List.of(new Trace.State(Optional.empty(), before), new Trace.State(Optional.of(event), after)),
                OptionalInt.of(0));
    }
}
