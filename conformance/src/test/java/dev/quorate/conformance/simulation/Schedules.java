package dev.quorate.conformance.simulation;

import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.raft.RaftBinding;
import dev.quorate.conformance.simulation.Choice.Kind;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Arbitrary schedules, and how they are played on Raft. */
final class Schedules {
    static final RaftBinding BINDING = new RaftBinding();

    private Schedules() {}

    /** Schedules of up to so many choices. */
    static Arbitrary<List<Choice>> any(int longest) {
        Arbitrary<Kind> kind = Arbitraries.frequency(
                Tuple.of(60, Kind.DELIVER),
                Tuple.of(24, Kind.ACT),
                Tuple.of(10, Kind.REQUEST),
                Tuple.of(4, Kind.LOSE),
                Tuple.of(1, Kind.PART),
                Tuple.of(1, Kind.HEAL));
        // Of messages, those sent last are picked most often: an answer follows its question.
        Arbitrary<Integer> one = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 3)),
                Tuple.of(1, Arbitraries.integers().between(0, 30)));
        Arbitrary<Choice> choice = Combinators.combine(
                        kind, one, Arbitraries.integers().between(0, 20))
                .as(Choice::new);
        return choice.list().ofMinSize(1).ofMaxSize(longest).withSizeDistribution(RandomDistribution.uniform());
    }

    static Map<String, Value> constants(int nodes) {
        Set<Value> names = IntStream.rangeClosed(1, nodes)
                .mapToObj(i -> Value.model("n" + i))
                .collect(Collectors.toSet());
        return Map.of("Node", Value.set(names));
    }

    static List<NodeId> nodes(int nodes) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
    }

    static <G> Schedule<Node, Event, Message, G> of(
            World<Node, Event, Message, G> world, Observer<Node, Event, Message> observer) {
        return new Schedule<>(BINDING, world, observer);
    }
}
