package dev.quorate.conformance.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class ItfProperties {
    @Property(tries = 200)
    void whatIsPrintedIsReadBack(@ForAll("traces") Trace trace) {
        String text = Itf.print(trace);
        Trace read = Itf.parse(text, "trace");
        assertEquals(trace, read);
        assertEquals(text, Itf.print(read));
        Statistics.collect(trace.loop().isPresent(), trace.states().size() > 1);
        // Lassos and steps are among them.
        Statistics.coverage(coverage -> {
            coverage.check(true, true).count(n -> n > 0);
            coverage.check(false, true).count(n -> n > 0);
        });
    }

    @Property(tries = 4)
    void aTruncatedTextIsRefused(@ForAll("traces") Trace trace) {
        String text = Itf.print(trace).strip();
        for (int length = 0; length < text.length(); length++) {
            String prefix = text.substring(0, length);
            assertThrows(TraceFormatException.class, () -> Itf.parse(prefix, "trace"));
        }
    }

    /** Whatever has become of a file, reading it gives a trace or the one exception, never another. */
    @Property(tries = 300)
    void aDamagedTextIsATraceOrRefused(
            @ForAll("traces") Trace trace, @ForAll int place, @ForAll("damages") String damage) {
        String text = Itf.print(trace);
        int at = Math.floorMod(place, text.length());
        String damaged = text.substring(0, at) + damage + text.substring(at + 1);
        boolean refused = false;
        try {
            Itf.parse(damaged, "trace");
        } catch (TraceFormatException e) {
            refused = true;
        }
        Statistics.collect(refused);
        Statistics.coverage(coverage -> coverage.check(true).count(n -> n > 0));
    }

    @Provide
    Arbitrary<String> damages() {
        return Arbitraries.of("", "{", "}", "[", "]", "\"", ",", ":", "0", "-", "null", "#", "{\"#set\": 1}");
    }

    @Provide
    Arbitrary<Trace> traces() {
        return Combinators.combine(
                        Arbitraries.of(List.of("x"), List.of("nodes", "network")),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.maps(Values.names(), Values.distinct()).ofMaxSize(2))
                .flatAs((variables, length, constants) -> Combinators.combine(
                                Values.distinct().list().ofSize(length * variables.size()),
                                Values.distinct().list().ofSize(length),
                                Arbitraries.integers().between(-1, length - 1),
                                Arbitraries.integers().between(0, length - 1))
                        .as((values, events, loop, refusedAt) -> new Trace(
                                new Trace.Header(
                                        "raft",
                                        "a-model",
                                        "a \"quoted\" trace",
                                        constants,
                                        refusedAt == 0 ? OptionalInt.empty() : OptionalInt.of(refusedAt)),
                                variables,
                                states(variables, values, events),
                                loop < 0 ? OptionalInt.empty() : OptionalInt.of(loop))));
    }

    private static List<Trace.State> states(List<String> variables, List<Value> values, List<Value> events) {
        List<Trace.State> states = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Map<String, Value> state = new HashMap<>();
            for (int v = 0; v < variables.size(); v++) {
                state.put(variables.get(v), values.get(i * variables.size() + v));
            }
            states.add(new Trace.State(i == 0 ? Optional.empty() : Optional.of(events.get(i)), state));
        }
        return states;
    }
}
