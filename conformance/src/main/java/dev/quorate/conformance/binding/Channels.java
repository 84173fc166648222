package dev.quorate.conformance.binding;

import dev.quorate.conformance.binding.Network.Incident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A network of FIFO channels. This is what the spec's variable {@code network} means where it is a function from pairs of
 * nodes to sequences of messages; the one place in Java that says so.
 *
 * @param open of each channel that is open, what is on the way, oldest first
 */
public record Channels<N, M>(Map<Channel<N>, List<M>> open) implements Network<N, M> {
    public Channels {
        open = Collections.unmodifiableMap(open);
    }

    /** With no channel open. */
    public static <N, M> Channels<N, M> closed() {
        return new Channels<>(Map.of());
    }

    @Override
    public List<M> arriving() {
        return open.values().stream()
                .filter(sequence -> !sequence.isEmpty())
                .map(sequence -> sequence.get(0))
                .toList();
    }

    @Override
    public boolean delivers(Letter<N, M> letter) {
        List<M> sequence = open.getOrDefault(letter.channel(), List.of());
        return !sequence.isEmpty() && sequence.get(0).equals(letter.message());
    }

    @Override
    public Channels<N, M> after(Traffic<N, M> step) {
        Map<Channel<N>, List<M>> after = new LinkedHashMap<>(open);
        step.received().ifPresent(letter -> receive(letter, after));
        if (step.hangsUp()) {
            after.keySet().removeIf(channel -> channel.touches(step.node()));
        }
        step.sent().forEach(letter -> send(letter, after));
        return new Channels<>(after);
    }

    private void receive(Letter<N, M> letter, Map<Channel<N>, List<M>> after) {
        if (!delivers(letter)) {
            throw new IllegalArgumentException("not the next on its channel: " + letter);
        }
        List<M> sequence = after.get(letter.channel());
        after.put(letter.channel(), List.copyOf(sequence.subList(1, sequence.size())));
    }

    private static <N, M> void send(Letter<N, M> letter, Map<Channel<N>, List<M>> after) {
        Channel<N> channel = letter.channel();
        switch (letter.opening()) {
            case CONNECTION -> {
                after.remove(channel.back());
                open(letter, after);
            }
            case CHANNEL -> {
                if (after.containsKey(channel.back())) {
                    open(letter, after);
                }
            }
            case NOTHING ->
                after.computeIfPresent(channel, (ignored, sequence) -> {
                    List<M> longer = new ArrayList<>(sequence);
                    longer.add(letter.message());
                    return longer;
                });
        }
    }

    private static <N, M> void open(Letter<N, M> letter, Map<Channel<N>, List<M>> after) {
        // What is opened last comes last.
        after.remove(letter.channel());
        after.put(letter.channel(), List.of(letter.message()));
    }

    @Override
    public List<Incident<N, M>> incidents() {
        Set<Set<N>> pairs = new LinkedHashSet<>();
        List<Incident<N, M>> breaks = new ArrayList<>();
        for (Channel<N> channel : open.keySet()) {
            if (!channel.from().equals(channel.to()) && pairs.add(Set.of(channel.from(), channel.to()))) {
                breaks.add(new Break<>(channel.from(), channel.to()));
            }
        }
        return breaks;
    }

    @Override
    public Channels<N, M> after(Incident<N, M> incident) {
        Map<Channel<N>, List<M>> after = new LinkedHashMap<>(open);
        if (!(incident instanceof Break<N, M> broken)
                || !after.keySet()
                        .removeIf(channel -> channel.touches(broken.one()) && channel.touches(broken.other()))) {
            throw new IllegalArgumentException("this cannot happen here: " + incident);
        }
        return new Channels<>(after);
    }

    @Override
    public <O, L> Channels<O, L> map(Function<N, O> nodes, Function<M, L> messages) {
        Map<Channel<O>, List<L>> mapped = new LinkedHashMap<>();
        open.forEach((channel, sequence) -> mapped.put(
                new Channel<>(nodes.apply(channel.from()), nodes.apply(channel.to())),
                sequence.stream().map(messages).toList()));
        return new Channels<>(mapped);
    }
}
