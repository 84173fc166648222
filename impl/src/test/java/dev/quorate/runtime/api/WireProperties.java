package dev.quorate.runtime.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.runtime.Status;
import dev.quorate.runtime.api.Request.Freshness;
import dev.quorate.runtime.wire.Decoder.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Requests and responses are read as they were written, and whatever else is read is refused and nothing worse. */
class WireProperties {
    @Property(tries = 500)
    void aRequestIsReadAsItWasWritten(@ForAll("requests") Request request, @ForAll long number) {
        assertEquals(new Wire.Numbered<>(number, request), Wire.request(Wire.write(number, request)));
    }

    @Property(tries = 500)
    void aResponseIsReadAsItWasWritten(@ForAll("responses") Response response, @ForAll long number) {
        assertEquals(new Wire.Numbered<>(number, response), Wire.response(Wire.write(number, response)));
    }

    @Property(tries = 10_000)
    void bytesThatSomebodyMadeUpAreReadOrRefused(@ForAll @Size(max = 60) byte[] bytes) {
        readsOrRefuses(bytes);
    }

    @Property(tries = 2_000)
    void bytesOfWhichOneIsWrongOrTheEndIsMissingAreReadOrRefused(
            @ForAll("requests") Request request,
            @ForAll("responses") Response response,
            @ForAll byte other,
            @ForAll int place) {
        for (byte[] bytes : List.of(Wire.write(1, request), Wire.write(1, response))) {
            int at = Math.floorMod(place, bytes.length);
            readsOrRefuses(Arrays.copyOf(bytes, at));
            bytes[at] = other;
            readsOrRefuses(bytes);
        }
    }

    private static void readsOrRefuses(byte[] bytes) {
        try {
            Wire.request(bytes);
        } catch (MalformedException e) {
            assertTrue(e.getMessage().length() < 500, e.getMessage());
        }
        try {
            Wire.response(bytes);
        } catch (MalformedException e) {
            assertTrue(e.getMessage().length() < 500, e.getMessage());
        }
    }

    /** If a kind is added, the lists here must have it, or the properties say nothing of it. */
    @Property(tries = 1)
    void allKindsAreTried() {
        Set<Class<?>> seen = new HashSet<>();
        requests().sampleStream().limit(500).forEach(one -> seen.add(one.getClass()));
        responses().sampleStream().limit(500).forEach(one -> seen.add(one.getClass()));
        Set<Class<?>> all = new HashSet<>(List.of(Request.class.getPermittedSubclasses()));
        all.addAll(List.of(Response.class.getPermittedSubclasses()));
        assertEquals(all, seen);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(20).filter(WireProperties::isWhole);
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Arbitrary<NodeId> nodes() {
        return texts().filter(text -> !text.isEmpty()).map(NodeId::new);
    }

    private static Arbitrary<Keys> keys() {
        return Arbitraries.oneOf(
                texts().map(Keys.One::new),
                texts().map(Keys.Prefix::new),
                Combinators.combine(texts(), texts()).as(Keys.Between::new));
    }

    @Provide
    Arbitrary<Request> requests() {
        Arbitrary<Freshness> freshness = Arbitraries.of(Freshness.values());
        return Arbitraries.oneOf(
                texts().filter(text -> !text.isEmpty()).map(text -> new Request.Submit(new Command(text))),
                Combinators.combine(texts(), freshness).as(Request.Get::new),
                Combinators.combine(keys(), Arbitraries.integers(), freshness).as(Request.Range::new),
                Combinators.combine(keys(), Arbitraries.longs()).as(Request.Watch::new),
                Arbitraries.longs().map(Request.Unwatch::new),
                Arbitraries.just(new Request.Status()),
                nodes().map(Request.Transfer::new));
    }

    @Provide
    Arbitrary<Response> responses() {
        Arbitrary<Long> longs = Arbitraries.longs();
        Arbitrary<Optional<String>> maybe = texts().optional();
        Arbitrary<Change> changes = Combinators.combine(longs, texts(), maybe).as(Change::new);
        return Arbitraries.oneOf(
                answers().map(Response.Applied::new),
                Combinators.combine(longs, maybe).as(Response.Value::new),
                Combinators.combine(
                                longs,
                                Combinators.combine(texts(), texts())
                                        .as(KeyValue::new)
                                        .list()
                                        .ofMaxSize(5),
                                Arbitraries.of(true, false))
                        .as(Response.Values::new),
                longs.map(Response.Watching::new),
                changes.map(Response.Changed::new),
                longs.map(Response.Compacted::new),
                Combinators.combine(longs, texts()).as(Response.WatchEnded::new),
                standings(),
                Arbitraries.just(new Response.Begun()),
                Combinators.combine(nodes(), texts())
                        .as(Response.Member::new)
                        .optional()
                        .map(Response.NotLeader::new),
                texts().map(Response.Unknown::new),
                Combinators.combine(Arbitraries.of(Response.Cause.values()), texts())
                        .as(Response.Refused::new));
    }

    private static Arbitrary<Answer> answers() {
        Arbitrary<Long> longs = Arbitraries.longs();
        return Arbitraries.oneOf(
                Arbitraries.just(new Answer.Ignored()),
                longs.map(Answer.Registered::new),
                Combinators.combine(longs, Arbitraries.of(true, false), texts().optional())
                        .as((index, done, value) -> new Answer.Done(index, new Outcome(done, value))),
                Arbitraries.just(new Answer.Outdated()),
                Arbitraries.just(new Answer.Expired()));
    }

    private static Arbitrary<Response> standings() {
        Arbitrary<Integer> ints = Arbitraries.integers();
        return Combinators.combine(
                        nodes(),
                        texts(),
                        nodes().optional(),
                        ints.list().ofSize(5),
                        nodes().list().ofMaxSize(3))
                .as((node, protocol, leader, numbers, connected) -> new Response.Standing(
                        new Status(
                                node,
                                protocol,
                                leader,
                                numbers.get(0),
                                numbers.get(1),
                                numbers.get(2),
                                numbers.get(3),
                                numbers.get(4)),
                        connected,
                        protocol));
    }
}
