package dev.quorate.conformance.validation;

import dev.quorate.conformance.binding.Channel;
import dev.quorate.conformance.binding.Channels;
import dev.quorate.conformance.binding.Network;
import dev.quorate.conformance.binding.NetworkValues;
import dev.quorate.conformance.log.LogLine;
import dev.quorate.conformance.tlc.GraphState;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.value.Differences;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells why no behaviour of the spec explains a line: what the spec allows there against what the log says. */
final class Unexplained {
    private static final GraphState.Variable NODES = new GraphState.Variable("nodes");
    private static final GraphState.Variable NETWORK = new GraphState.Variable("network");
    private static final GraphState.Variable SENT = new GraphState.Variable("sent");

    private final LoggedSteps log;
    private final int number;
    private final GraphState before;
    private final LogLine line;

    /** A line, and a state in which the lines before it end. */
    Unexplained(LoggedSteps log, int number, GraphState before) {
        this.log = log;
        this.number = number;
        this.before = before;
        line = log.line(number);
    }

    /** When these are all the successors that the spec allows for the line's event. */
    List<String> by(List<GraphState> allowed) {
        List<String> story = opening();
        if (allowed.isEmpty()) {
            story.add(undelivered().orElse("the spec does not enable this event here"));
            return story;
        }
        for (GraphState successor : allowed) {
            story.add(
                    allowed.size() == 1
                            ? "the spec allows the event here, with another outcome"
                            : "the spec allows the event here; one of its " + allowed.size() + " outcomes");
            story.addAll(differences(successor));
        }
        return story;
    }

    /** When TLC fails to evaluate the spec. */
    List<String> byFault(RuntimeException e) {
        List<String> story = opening();
        story.add("TLC cannot evaluate the spec for this event here: " + e.getMessage());
        return story;
    }

    private List<String> opening() {
        List<String> story = new ArrayList<>();
        story.add(line.place() + ": no behaviour of the spec explains this line");
        if (line instanceof LogLine.Event event) {
            story.add("event    " + event.event());
            story.add("at " + event.node() + "    " + state(before, event.node().name()));
        } else {
            story.add("event    Init");
        }
        return story;
    }

    /** Why the network does not deliver what the line receives, if that is so. */
    private Optional<String> undelivered() {
        Optional<Value> received = line instanceof LogLine.Event event ? LogSurvey.message(event) : Optional.empty();
        Network<Value, Value> network =
                NetworkValues.parse(TlcValues.toValue(NETWORK.of(before))).orElseThrow();
        if (received.isEmpty() || network.arriving().contains(received.get())) {
            return Optional.empty();
        } else if (network instanceof Channels<Value, Value> channels) {
            return Optional.of(channels.open().entrySet().stream()
                    .filter(channel -> channel.getKey().equals(channelOf(received.get())))
                    .findFirst()
                    .map(channel -> "the message is not the next on its channel, which holds "
                            + Value.sequence(channel.getValue()))
                    .orElse("the message is one that nobody sent, or its channel has been closed since"));
        }
        return Optional.of("the message is one that nobody sent (or that a restart of the cluster has lost)");
    }

    /** As far as the message names its sender. */
    private static Channel<Value> channelOf(Value message) {
        Map<Value, Value> fields = message.asMappings();
        Value nobody = Value.of("");
        return new Channel<>(
                fields.getOrDefault(Value.of("from"), nobody), fields.getOrDefault(Value.of("to"), nobody));
    }

    private List<String> differences(GraphState successor) {
        List<String> differences = new ArrayList<>();
        // As in the trace spec: where an Init line says nothing, the spec's initial state stands.
        Object rest = NODES.of(line instanceof LogLine.Init ? successor : before);
        ((Value.Rec) TlcValues.toValue(log.nodes(number, rest)))
                .fields()
                .forEach((node, logged) -> differences.addAll(Differences.between(
                        "nodes[" + node + "]", state(successor, node), logged, "the spec", "the log")));
        differences.addAll(Differences.between(
                "sent",
                TlcValues.toValue(SENT.of(successor)),
                TlcValues.toValue(log.sent(number)),
                "the spec",
                "the log"));
        return differences.stream().map(difference -> "differs: " + difference).toList();
    }

    private static Value state(GraphState state, String node) {
        return ((Value.Rec) TlcValues.toValue(NODES.of(state))).fields().get(node);
    }
}
