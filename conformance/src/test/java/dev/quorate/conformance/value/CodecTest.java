package dev.quorate.conformance.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.value.Family.Access;
import dev.quorate.conformance.value.Family.Answer;
import dev.quorate.conformance.value.Family.Ask;
import dev.quorate.conformance.value.Family.Entry;
import dev.quorate.conformance.value.Family.Message;
import dev.quorate.conformance.value.Family.Name;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CodecTest {
    record Holder(Map<Integer, Access> slots, Optional<Integer> limit) {}

    record Unsupported(Object anything) {}

    record Atoms(Name one, Optional<Name> maybe) {}

    record Nothing() {}

    record Unless(Optional<Optional<Integer>> limit) {}

    /** Refers to itself, and cannot be built. */
    record Half(Optional<Half> next, Object anything) {}

    record Ends(Optional<Ends> next, String text) {}

    enum Spelling {
        A__B,
        _C
    }

    enum Ambiguous {
        A_B,
        A__B
    }

    record Parity(int number) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Parity parity && number % 2 == parity.number % 2;
        }

        @Override
        public int hashCode() {
            return number % 2;
        }
    }

    record Parities(Set<Parity> numbers, Map<Parity, Integer> counts) {}

    sealed interface Shape {}

    sealed interface Round extends Shape {}

    record Circle(int radius) implements Round {}

    /** Permitted twice: by its family, and by that one's. */
    record Oval(Shape around) implements Round, Shape {}

    record Square(int side) implements Shape {}

    sealed interface Odd {}

    enum Oddity implements Odd {
        ODD
    }

    sealed interface Twins {}

    static final class Left {
        record Twin() implements Twins {}
    }

    static final class Right {
        record Twin() implements Twins {}
    }

    record Raw(Ask known, java.util.Deque<Ask> queue) {}

    @Test
    void whatCorrespondsToWhat() {
        Ask ask = new Ask(new Name("n1"), 3, List.of(new Entry(1, "x")));
        assertEquals(
                "[from |-> n1, log |-> <<[term |-> 1, text |-> \"x\"]>>, term |-> 3, type |-> \"Ask\"]",
                Codec.of(Ask.class).encode(ask).toString());
        assertEquals(
                "[granted |-> TRUE, leader |-> None, type |-> \"Answer\"]",
                Codec.of(Message.class)
                        .encode(new Answer(true, Optional.empty()))
                        .toString());
        assertEquals(
                "[limit |-> 7, slots |-> <<\"Full\", \"ReadOnly\">>]",
                Codec.of(Holder.class)
                        .encode(new Holder(Map.of(1, Access.FULL, 2, Access.READ_ONLY), Optional.of(7)))
                        .toString());
    }

    @Test
    void aFunctionInItsOtherFormsIsAMap() {
        Codec<Holder> codec = Codec.of(Holder.class);
        assertEquals(
                new Holder(Map.of(1, Access.FULL), Optional.empty()),
                codec.decode(ValueParser.parse("[slots |-> <<\"Full\">>, limit |-> None]")));
        assertEquals(
                new Holder(Map.of(), Optional.empty()),
                codec.decode(ValueParser.parse("[slots |-> <<>>, limit |-> None]")));
    }

    @Test
    void whatIsDecodedCannotBeChanged() {
        Ask ask = Codec.of(Ask.class)
                .decode(ValueParser.parse("[type |-> \"Ask\", from |-> n1, term |-> 0, log |-> <<>>]"));
        Entry entry = new Entry(0, "");
        assertThrows(UnsupportedOperationException.class, () -> ask.log().add(entry));
    }

    @Test
    void aMisfitIsNamedByItsPath() {
        assertEquals(
                "Ask.log[2].term: expected an integer of 32 bits, found \"x\"",
                misfit(
                        Ask.class,
                        "[type |-> \"Ask\", from |-> n1, term |-> 0,"
                                + " log |-> <<[term |-> 0, text |-> \"\"], [term |-> \"x\", text |-> \"\"]>>]"));
        assertEquals(
                "Holder.slots[4]: expected Access (one of Full, ReadOnly), found \"FULL\"",
                misfit(Holder.class, "[slots |-> (4 :> \"FULL\"), limit |-> None]"));
        assertEquals(
                "Entry.term: expected an integer of 32 bits, found 2147483648",
                misfit(Entry.class, "[term |-> 2147483648, text |-> \"\"]"));
    }

    @Test
    void aFieldTooFewOrTooManyIsAMisfit() {
        String few = misfit(Entry.class, "[term |-> 1]");
        assertTrue(few.startsWith("Entry: expected Entry with the fields [term, text]"), few);
        String many = misfit(Entry.class, "[term |-> 1, text |-> \"\", other |-> 2]");
        assertTrue(many.contains("other"), many);
        String untyped = misfit(Ask.class, "[from |-> n1, term |-> 0, log |-> <<>>]");
        assertTrue(untyped.contains("type"), untyped);
    }

    @Test
    void anUnknownTypeIsAnsweredWithTheKnownOnes() {
        String message = misfit(Message.class, "[type |-> \"Nonsense\"]");
        assertEquals(
                "Message: expected Message with a type of [Ask, Answer, Forward, Stop], found [type |-> \"Nonsense\"]",
                message);
        assertEquals(
                "Ask.type: expected \"Ask\", found \"Answer\"",
                misfit(Ask.class, "[type |-> \"Answer\", from |-> n1, term |-> 0, log |-> <<>>]"));
    }

    @Test
    void whatAConstructorRefusesIsAMisfitWithItsPath() {
        String message = misfit(
                Message.class,
                "[type |-> \"Forward\", message |-> [type |-> \"Ask\", from |-> n1, term |-> 0,"
                        + " log |-> <<[term |-> -1, text |-> \"\"]>>]]");
        assertEquals(
                "Message.message.log[1]: expected a valid Entry, found one that its constructor refuses: term -1",
                message);
    }

    @Test
    void aTypeWithoutATlaValueIsRefusedBeforeAnyIsDecoded() {
        String object = assertThrows(IllegalArgumentException.class, () -> Codec.of(Unsupported.class))
                .getMessage();
        assertTrue(object.startsWith("Unsupported.anything has the type java.lang.Object"), object);
        String deque = assertThrows(IllegalArgumentException.class, () -> Codec.of(Raw.class))
                .getMessage();
        assertTrue(deque.startsWith("Raw.queue has the type java.util.Deque<"), deque);
    }

    @Test
    void noneIsNoAtom() {
        assertEquals(
                "Atoms.one: expected a model value other than None, for Name, found None",
                misfit(Atoms.class, "[one |-> None, maybe |-> n1]"));
        assertEquals(
                "Atoms.one is an atom of the name None, which no atom can have",
                unencodable(new Atoms(new Name("None"), Optional.empty())));
        assertEquals(
                "Atoms.maybe is an atom of the name None, which no atom can have",
                unencodable(new Atoms(new Name("n1"), Optional.of(new Name("None")))));
        Atoms atoms = new Atoms(new Name("n1"), Optional.empty());
        assertEquals(atoms, Codec.of(Atoms.class).decode(ValueParser.parse("[one |-> n1, maybe |-> None]")));
    }

    @Test
    void aRecordWithoutComponentsIsTheEmptyRecordOnly() {
        Codec<Nothing> codec = Codec.of(Nothing.class);
        assertEquals(ValueParser.parse("<<>>"), codec.encode(new Nothing()));
        assertEquals(new Nothing(), codec.decode(ValueParser.parse("<<>>")));
        for (String other : List.of("7", "\"\"", "{}", "<<1>>", "None", "[a |-> 1]", "(n1 :> 1)")) {
            misfit(Nothing.class, other);
        }
        misfit(Family.Stop.class, "<<>>");
    }

    @Test
    void elementsAndArgumentsThatJavaCannotTellApartAreAMisfit() {
        String set = misfit(Parities.class, "[numbers |-> {[number |-> 1], [number |-> 3]}, counts |-> <<>>]");
        assertTrue(set.startsWith("Parities.numbers: expected a set of which no two elements are the same"), set);
        String function =
                misfit(Parities.class, "[numbers |-> {}, counts |-> ([number |-> 1] :> 1 @@ [number |-> 3] :> 2)]");
        assertTrue(
                function.startsWith("Parities.counts: expected a function of which no two arguments are the same"),
                function);
    }

    @Test
    void anOptionalOfAnOptionalIsRefused() {
        assertEquals(
                "Unless.limit is an Optional of an Optional, of which None could be either", unbuildable(Unless.class));
    }

    @Test
    void aSealedInterfaceMayPermitAnother() {
        Codec<Shape> codec = Codec.of(Shape.class);
        for (Shape shape : List.of(new Circle(1), new Square(2), new Oval(new Oval(new Circle(3))))) {
            assertEquals(shape, codec.decode(codec.encode(shape)));
        }
        assertEquals(
                "[radius |-> 1, type |-> \"Circle\"]",
                codec.encode(new Circle(1)).toString());
        assertEquals(
                new Circle(1), Codec.of(Round.class).decode(ValueParser.parse("[radius |-> 1, type |-> \"Circle\"]")));
        String square = misfit(Round.class, "[side |-> 1, type |-> \"Square\"]");
        assertTrue(square.startsWith("Round: expected Round with a type of [Circle, Oval]"), square);
    }

    @Test
    void aFamilyWhoseMembersHaveNoTypeOfTheirOwnIsRefused() {
        assertEquals(
                "Odd permits Oddity, which is neither a record with a type nor a sealed interface",
                unbuildable(Odd.class));
        assertEquals("Twins permits two records of the name Twin", unbuildable(Twins.class));
    }

    @Test
    void aRefusedTypeIsRefusedAgain() {
        assertEquals(unbuildable(Half.class), unbuildable(Half.class));
        assertTrue(unbuildable(Half.class).startsWith("Half.anything has the type java.lang.Object"));
    }

    @Test
    void codecsMayBeMadeAtOnce() throws InterruptedException, ExecutionException {
        Ends ends = new Ends(Optional.of(new Ends(Optional.empty(), "b")), "a");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Ends>> tasks = Collections.nCopies(200, () -> {
                Codec<Ends> codec = Codec.of(Ends.class);
                return codec.decode(codec.encode(ends));
            });
            for (Future<Ends> result : threads.invokeAll(tasks)) {
                assertEquals(ends, result.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void nullIsNamedByItsPath() {
        assertEquals("Entry is null, which has no TLA+ value", unencodable(Entry.class, null));
        assertEquals("Entry.text is null, which has no TLA+ value", unencodable(new Entry(1, null)));
        assertEquals(
                "Ask.log[2].text is null, which has no TLA+ value",
                unencodable(new Ask(new Name("n1"), 1, List.of(new Entry(1, ""), new Entry(1, null)))));
        assertEquals(
                "Parities.numbers{} is null, which has no TLA+ value",
                unencodable(new Parities(Collections.singleton(null), Map.of())));
        assertEquals(
                "Holder.slots[4] is null, which has no TLA+ value",
                unencodable(new Holder(Collections.singletonMap(4, null), Optional.empty())));
        assertEquals(
                "Holder.slots, an argument is null, which has no TLA+ value",
                unencodable(new Holder(Collections.singletonMap(null, Access.FULL), Optional.empty())));
    }

    @Test
    void aConstantMayHaveUnderscoresAnywhereUnlessThatMakesTwoOfOne() {
        Codec<Spelling> codec = Codec.of(Spelling.class);
        assertEquals(Value.of("AB"), codec.encode(Spelling.A__B));
        assertEquals(Value.of("C"), codec.encode(Spelling._C));
        assertEquals(Spelling._C, codec.decode(Value.of("C")));
        assertEquals("Ambiguous has two constants that are both \"AB\"", unbuildable(Ambiguous.class));
    }

    private static String unbuildable(Class<?> type) {
        return assertThrows(IllegalArgumentException.class, () -> Codec.of(type))
                .getMessage();
    }

    @SuppressWarnings("unchecked") // The class of a T is a Class<T>: these are records.
    private static <T> String unencodable(T object) {
        return unencodable((Class<T>) object.getClass(), object);
    }

    private static <T> String unencodable(Class<T> type, T object) {
        Codec<T> codec = Codec.of(type);
        return assertThrows(IllegalArgumentException.class, () -> codec.encode(object))
                .getMessage();
    }

    private static String misfit(Class<?> type, String value) {
        Value parsed = ValueParser.parse(value);
        return assertThrows(MismatchException.class, () -> Codec.of(type).decode(parsed))
                .getMessage();
    }
}
