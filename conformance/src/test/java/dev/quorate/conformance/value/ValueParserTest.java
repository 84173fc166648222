package dev.quorate.conformance.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueParserTest {
    private static final Value N1 = Value.model("n1");

    @Test
    void whatTlcPrintsIsRead() {
        assertEquals(
                Value.record(Map.of("type", Value.of("Timeout"), "node", N1)),
                ValueParser.parse("[type |-> \"Timeout\", node |-> n1]"));
        assertEquals(Value.sequence(List.of()), ValueParser.parse("<< >>"));
        assertEquals(Value.set(List.of()), ValueParser.parse("{}"));
        assertEquals(
                Value.function(
                        Map.of(N1, Value.set(List.of()), Value.model("n2"), Value.sequence(List.of(Value.of(-1))))),
                ValueParser.parse("(n1 :> {} @@\n  n2 :> <<-1>>)"));
        assertEquals(ValueParser.parse("{1, 2, 3}"), ValueParser.parse("1..3"));
        assertEquals(ValueParser.parse("{}"), ValueParser.parse("3..1"));
        assertEquals(Value.of("a\"b\\c\nd"), ValueParser.parse("\"a\\\"b\\\\c\\nd\""));
        assertEquals(Value.of(true), ValueParser.parse("TRUE"));
    }

    @Test
    void aStateIsReadInTheOrderOfItsText() {
        Map<String, Value> state = ValueParser.parseState("/\\ nodes = (n1 :> 0)\n/\\ network = {\n  1}\n");
        assertEquals(
                Map.of("nodes", Value.function(Map.of(N1, Value.of(0))), "network", Value.set(List.of(Value.of(1)))),
                state);
        assertEquals(List.of("nodes", "network"), List.copyOf(state.keySet()));
    }

    @Test
    void aStateOfOneVariableNeedsNoConjunction() {
        assertEquals(new TreeMap<>(Map.of("x", Value.of(1))), new TreeMap<>(ValueParser.parseState("x = 1")));
    }

    @Test
    void anErrorSaysWhereAndWhatWasExpected() {
        assertEquals("expected \">>\" at character 7, found \"]\"", errorOf("<<1, 2]"));
        assertEquals("expected a value at character 4, found \", 2}\"", errorOf("{1,, 2}"));
        assertEquals("expected \"|->\" at character 4, found \"= 1]\"", errorOf("[a = 1]"));
        assertEquals("expected the end at character 3, found \"2\"", errorOf("1 2"));
        assertEquals("expected a value at character 1, found the end of the text", errorOf(""));
        assertEquals("expected the end of a string at character 5, found the end of the text", errorOf("\"abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<<1",
                "{1",
                "{1,",
                "[a",
                "[a |->",
                "[a |-> 1",
                "(n1",
                "(n1 :>",
                "(n1 :> 1",
                "(n1 :> 1 @@",
                "\"",
                "-",
                "1..",
                "1..n1",
                "n1 n2",
                ")",
                "@@",
                "(1)",
                "[]",
                "[ ]",
                "\"\\q\"",
                "\"\\",
                "1..2..3",
                "1..99999999999999999999",
                "[a |-> 1, a |-> 1]",
                "(n1 :> 1 @@ n1 :> 2)",
                "({1, 2} :> 1 @@ {2, 1} :> 2)"
            })
    void whatIsNoValueIsRefused(String text) {
        errorOf(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "x =",
                "/\\",
                "/\\ x",
                "/\\ x = 1 /\\",
                "= 1",
                "/\\ x = 1 y = 2",
                "x = 1 y = 2",
                "/\\ x = 1 /\\ x = 1"
            })
    void whatIsNoStateIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ValueParser.parseState(text));
    }

    @Test
    void whatIsThereTwiceIsNamed() {
        assertEquals(
                "expected each name or argument once at character 11, found \"a |-> 2]\"",
                errorOf("[a |-> 1, a |-> 2]"));
    }

    @Test
    void anUnknownEscapeIsNamed() {
        assertEquals(
                "expected one of \\n, \\t, \\r, \\f, \\\" and \\\\ after a backslash at character 4, found \"q\"\"",
                errorOf("\"a\\q\""));
    }

    @Test
    void aNumberHas64Bits() {
        assertEquals(Value.of(Long.MIN_VALUE), ValueParser.parse("-9223372036854775808"));
        assertEquals(
                "expected an integer of 64 bits at character 3, found \"9223372036854775808}\"",
                errorOf("{ 9223372036854775808}"));
    }

    @Test
    void anIntervalHasAMillionElementsAtMost() {
        assertEquals(
                1_000_000,
                ((Value.SetValue) ValueParser.parse("1..1000000")).elements().size());
        assertEquals(
                "expected an interval of at most 1000000 elements at character 4, found \"1000001\"",
                errorOf("1..1000001"));
        errorOf("-9223372036854775808..9223372036854775807");
        assertEquals(
                Value.set(List.of(Value.of(Long.MAX_VALUE))),
                ValueParser.parse("9223372036854775807..9223372036854775807"));
        assertEquals(Value.set(List.of()), ValueParser.parse("9223372036854775807..-9223372036854775808"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"1~<<~>>", "1~{~}", "1~[a |->~]", "1~(n1 :>~)", "2~({~} :> 1)"})
    void aThousandLevelsAreTheLimit(int levels, String open, String close) {
        int most = 999 / levels;
        ValueParser.parse(open.repeat(most) + 1 + close.repeat(most));
        for (int tooMany : List.of(most + 1, 1_000_000)) {
            String message = errorOf(open.repeat(tooMany) + 1 + close.repeat(tooMany));
            assertTrue(message.startsWith("expected at most 1000 levels at character "), message);
        }
    }

    @Test
    void aChainOfIntervalsIsNoValueHoweverLong() {
        assertEquals(
                "expected the end at character 5, found \"..1..1..1..1..1..1..\"",
                errorOf("1..1" + "..1".repeat(1_000_000)));
    }

    private static String errorOf(String text) {
        return assertThrows(IllegalArgumentException.class, () -> ValueParser.parse(text))
                .getMessage();
    }
}
