package dev.quorate.conformance.binding;

import dev.quorate.conformance.binding.Network.Incident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A network that is a set of messages: one stays in it when it is received, until it is lost. So it may be doubled and
 * overtaken.
 *
 * @param messages the messages, in the order in which they were sent first
 */
public record Pool<N, M>(Set<M> messages) implements Network<N, M> {
    public Pool {
        messages = Collections.unmodifiableSet(messages);
    }

    /** With no message in it. */
    public static <N, M> Pool<N, M> empty() {
        return new Pool<>(Set.of());
    }

    @Override
    public List<M> arriving() {
        return List.copyOf(messages);
    }

    @Override
    public boolean delivers(Letter<N, M> letter) {
        return messages.contains(letter.message());
    }

    @Override
    public Pool<N, M> after(Traffic<N, M> step) {
        if (step.received().isPresent() && !delivers(step.received().get())) {
            throw new IllegalArgumentException(
                    "not in the network: " + step.received().get());
        }
        Set<M> after = new LinkedHashSet<>(messages);
        step.sent().forEach(letter -> after.add(letter.message()));
        return new Pool<>(after);
    }

    @Override
    public List<Incident<N, M>> incidents() {
        List<Incident<N, M>> losses = new ArrayList<>();
        messages.forEach(message -> losses.add(new Loss<>(message)));
        return losses;
    }

    @Override
    public Pool<N, M> after(Incident<N, M> incident) {
        Set<M> after = new LinkedHashSet<>(messages);
        if (!(incident instanceof Loss<N, M> loss) || !after.remove(loss.message())) {
            throw new IllegalArgumentException("this cannot happen here: " + incident);
        }
        return new Pool<>(after);
    }

    @Override
    public <O, L> Pool<O, L> map(Function<N, O> nodes, Function<M, L> to) {
        Set<L> mapped = new LinkedHashSet<>();
        messages.forEach(message -> mapped.add(to.apply(message)));
        return new Pool<>(mapped);
    }
}
