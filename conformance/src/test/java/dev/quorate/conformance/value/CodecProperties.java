package dev.quorate.conformance.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.quorate.conformance.value.Family.Access;
import dev.quorate.conformance.value.Family.Answer;
import dev.quorate.conformance.value.Family.Ask;
import dev.quorate.conformance.value.Family.Entry;
import dev.quorate.conformance.value.Family.Forward;
import dev.quorate.conformance.value.Family.Message;
import dev.quorate.conformance.value.Family.Name;
import dev.quorate.conformance.value.Family.State;
import dev.quorate.conformance.value.Family.Stop;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class CodecProperties {
    private static final Codec<State> STATES = Codec.of(State.class);
    private static final Codec<Message> MESSAGES = Codec.of(Message.class);

    @Property(tries = 300)
    void whatIsEncodedIsDecoded(@ForAll("states") State state) {
        Value value = STATES.encode(state);
        assertEquals(state, STATES.decode(value));
        assertEquals(value, STATES.encode(STATES.decode(value)));
        assertEquals(state, STATES.decode(ValueParser.parse(value.toString())));
    }

    @Property(tries = 300)
    void aMemberOfASealedFamilyIsDecodedByItsType(@ForAll("messages") Message message) {
        assertEquals(message, MESSAGES.decode(MESSAGES.encode(message)));
        String type = message.getClass().getSimpleName();
        assertEquals(
                Value.of(type), ((Value.Rec) MESSAGES.encode(message)).fields().get("type"));
        Statistics.collect(type);
        Statistics.coverage(coverage -> {
            for (Class<?> member : Message.class.getPermittedSubclasses()) {
                coverage.check(member.getSimpleName()).count(n -> n > 0);
            }
        });
    }

    @Property(tries = 300)
    void differentStatesAreDifferentValues(@ForAll("states") State one, @ForAll("states") State other) {
        if (!one.equals(other)) {
            assertNotEquals(STATES.encode(one), STATES.encode(other));
        }
    }

    @Provide
    Arbitrary<State> states() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.of(Access.values()),
                        atoms().set().ofMaxSize(3),
                        Arbitraries.maps(atoms(), Arbitraries.integers()).ofMaxSize(3),
                        Arbitraries.maps(Arbitraries.integers().between(0, 3), Arbitraries.of(Access.values()))
                                .ofMaxSize(3),
                        Arbitraries.maps(Values.names(), Arbitraries.integers()).ofMaxSize(2),
                        entries().list().ofMaxSize(2).list().ofMaxSize(2))
                .flatAs((clock, access, votes, next, slots, counts, logs) -> Combinators.combine(
                                atoms().optional(), messages().set().ofMaxSize(2))
                        .as((leader, inbox) ->
                                new State(clock, access, votes, next, slots, counts, logs, leader, inbox)));
    }

    @Provide
    Arbitrary<Message> messages() {
        return Arbitraries.recursive(
                () -> Arbitraries.oneOf(
                        Combinators.combine(
                                        atoms(),
                                        Arbitraries.integers(),
                                        entries().list().ofMaxSize(2))
                                .as(Ask::new),
                        Combinators.combine(Arbitraries.of(true, false), atoms().optional())
                                .as(Answer::new),
                        Arbitraries.just(new Stop())),
                message -> message.map(Forward::new),
                0,
                2);
    }

    private static Arbitrary<Name> atoms() {
        return Arbitraries.of("n1", "n2", "n3").map(Name::new);
    }

    private static Arbitrary<Entry> entries() {
        return Combinators.combine(Arbitraries.integers().greaterOrEqual(0), Values.strings())
                .as(Entry::new);
    }
}
