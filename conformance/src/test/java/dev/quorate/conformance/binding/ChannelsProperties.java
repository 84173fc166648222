package dev.quorate.conformance.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What channels do, whatever is done with them. */
class ChannelsProperties {
    /** Something that may happen between two of three nodes. */
    record Act(Kind kind, int one, int other, Opening opening) {
        enum Kind {
            SEND,
            RECEIVE,
            HANG_UP,
            BREAK
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Act.Kind> kind = Arbitraries.frequency(
                Tuple.of(6, Act.Kind.SEND),
                Tuple.of(4, Act.Kind.RECEIVE),
                Tuple.of(1, Act.Kind.HANG_UP),
                Tuple.of(1, Act.Kind.BREAK));
        Arbitrary<Opening> opening = Arbitraries.frequency(
                Tuple.of(4, Opening.NOTHING), Tuple.of(1, Opening.CHANNEL), Tuple.of(1, Opening.CONNECTION));
        return Combinators.combine(
                        kind,
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 2),
                        opening)
                .as((what, one, step, opens) -> new Act(what, one, (one + step) % 3, opens))
                .list()
                .ofMaxSize(60);
    }

    /** Why the trace spec of a protocol with channels needs no step for a connection that breaks. */
    @Property
    void ifConnectionsDidNotBreakAllThatIsReceivedCouldBeReceivedStill(@ForAll("acts") List<Act> acts) {
        Channels<Integer, Integer> breaking = Channels.closed();
        Channels<Integer, Integer> lasting = Channels.closed();
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            if (act.kind() == Act.Kind.BREAK) {
                breaking = broken(breaking, act);
            } else {
                Optional<Traffic<Integer, Integer>> step = step(breaking, act, i);
                if (step.isPresent()) {
                    breaking = breaking.after(step.get());
                    lasting = lasting.after(step.get());
                }
            }
            Channels<Integer, Integer> all = lasting;
            breaking.open()
                    .forEach((channel, sequence) ->
                            assertEquals(sequence, all.open().get(channel)));
        }
    }

    /** Messages are numbered as they are sent. */
    @Property
    void whatIsOnAChannelIsInTheOrderInWhichItWasSent(@ForAll("acts") List<Act> acts) {
        Channels<Integer, Integer> channels = Channels.closed();
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            channels = act.kind() == Act.Kind.BREAK
                    ? broken(channels, act)
                    : step(channels, act, i).map(channels::after).orElse(channels);
            channels.open()
                    .values()
                    .forEach(sequence -> assertEquals(sequence.stream().sorted().toList(), sequence));
        }
    }

    @Property
    void aRenamingGoesWithAllThatHappens(@ForAll("acts") List<Act> acts) {
        Channels<Integer, Integer> channels = Channels.closed();
        Channels<String, Integer> renamed = Channels.closed();
        for (int i = 0; i < acts.size(); i++) {
            Optional<Traffic<Integer, Integer>> step = step(channels, acts.get(i), i);
            if (step.isPresent()) {
                channels = channels.after(step.get());
                renamed = renamed.after(step.get().map(node -> "n" + node, message -> message));
            }
            assertEquals(channels.map(node -> "n" + node, message -> message), renamed);
        }
    }

    @Example
    void whatIsNotTheNextCannotBeReceived() {
        Channels<Integer, Integer> channels = Channels.<Integer, Integer>closed()
                .after(new Traffic<>(0, Optional.empty(), false, List.of(letter(1, Opening.CONNECTION))))
                .after(new Traffic<>(0, Optional.empty(), false, List.of(letter(2, Opening.NOTHING))));
        Traffic<Integer, Integer> second = new Traffic<>(1, Optional.of(letter(2, Opening.NOTHING)), false, List.of());
        assertThrows(IllegalArgumentException.class, () -> channels.after(second));
        assertThrows(IllegalArgumentException.class, () -> channels.after(new Network.Break<>(1, 2)));
    }

    private static Letter<Integer, Integer> letter(int message, Opening opening) {
        return new Letter<>(0, 1, message, opening);
    }

    private static Optional<Traffic<Integer, Integer>> step(Channels<Integer, Integer> channels, Act act, int message) {
        return switch (act.kind()) {
            case SEND ->
                Optional.of(new Traffic<>(
                        act.one(),
                        Optional.empty(),
                        false,
                        List.of(new Letter<>(act.one(), act.other(), message, act.opening()))));
            case HANG_UP -> Optional.of(new Traffic<>(act.one(), Optional.empty(), true, List.of()));
            case RECEIVE ->
                channels.open().getOrDefault(new Channel<>(act.other(), act.one()), List.of()).stream()
                        .findFirst()
                        .map(head -> new Traffic<>(
                                act.one(),
                                Optional.of(new Letter<>(act.other(), act.one(), head, Opening.NOTHING)),
                                false,
                                List.of()));
            case BREAK -> Optional.empty();
        };
    }

    private static Channels<Integer, Integer> broken(Channels<Integer, Integer> channels, Act act) {
        Channel<Integer> way = new Channel<>(act.one(), act.other());
        return channels.open().containsKey(way) || channels.open().containsKey(way.back())
                ? channels.after(new Network.Break<>(act.one(), act.other()))
                : channels;
    }
}
