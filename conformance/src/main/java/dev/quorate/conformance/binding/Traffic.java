package dev.quorate.conformance.binding;

import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one step of a node has to do with the network, in the order in which it happens.
 *
 * @param <N> what stands for a node
 * @param <M> what stands for a message
 * @param node whose step it is
 * @param received what it receives, if the step is a receipt
 * @param hangsUp whether it then closes its channels
 * @param sent what it then sends, in order; a message to several nodes once for each
 */
public record Traffic<N, M>(N node, Optional<Letter<N, M>> received, boolean hangsUp, List<Letter<N, M>> sent) {
    public Traffic {
        sent = List.copyOf(sent);
    }

    /** Of a step in a world. */
    public static <S, E, M> Traffic<NodeId, M> of(
            World<S, E, M, ?> world, NodeId node, Optional<M> received, S before, E event, Step<S, M> step) {
        Optional<Connections<S, E, M>> connections = world.connections();
        List<Letter<NodeId, M>> sent = new ArrayList<>(step.messages().size());
        for (M message : step.messages()) {
            Opening opening = connections.map(each -> each.opening(message)).orElse(Opening.NOTHING);
            // A set has no order of its own, and equal runs are equal to the byte.
            world.to(message).stream().sorted().forEach(to -> sent.add(new Letter<>(node, to, message, opening)));
        }
        return new Traffic<>(
                node,
                received.map(message -> new Letter<>(world.from(message), node, message, Opening.NOTHING)),
                connections.isPresent() && connections.get().hangsUp(before, event, step.state()),
                sent);
    }

    /** The same, with others in the place of nodes and messages. */
    public <O, L> Traffic<O, L> map(Function<N, O> nodes, Function<M, L> messages) {
        return new Traffic<>(
                nodes.apply(node),
                received.map(letter -> letter.map(nodes, messages)),
                hangsUp,
                sent.stream().map(letter -> letter.map(nodes, messages)).toList());
    }

    /** Whether this and another do the same to every network: what is sent to different nodes has no order. */
    public boolean isLike(Traffic<N, M> other) {
        return node.equals(other.node)
                && received.equals(other.received)
                && hangsUp == other.hangsUp
                && byReceiver().equals(other.byReceiver());
    }

    private Map<N, List<Letter<N, M>>> byReceiver() {
        Map<N, List<Letter<N, M>>> letters = new LinkedHashMap<>();
        sent.forEach(letter ->
                letters.computeIfAbsent(letter.to(), to -> new ArrayList<>()).add(letter));
        return letters;
    }
}
