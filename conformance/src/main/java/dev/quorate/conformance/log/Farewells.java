package dev.quorate.conformance.log;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Connections;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When nodes are connected by channels, a node that closes its own takes with it what is on the way there: so whatever the others still
 * receive, they receive before. Processes do otherwise: one may be killed, and start again, while what it has sent is in another's
 * socket. That other cannot know of it, and both would have done the same in the other order; so the merged log has that one. Clocks do
 * not tell it.
 *
 * <p>What is kept of a log are two numbers for each message received, and there are no such where the network is a set.
 */
final class Farewells {
    private final Set<String> types;

    /** By who has sent, then by who has received. */
    private final Map<NodeId, Map<NodeId, Receipts>> receipts = new HashMap<>();

    private Farewells(Set<String> types) {
        this.types = types;
    }

    /** What one node has received of another, in its order. */
    private static final class Receipts {
        /** How many events of the sender the receiver had seen; they go up. */
        private final List<Long> seen = new ArrayList<>();

        /** Which event of the receiver each is. */
        private final List<Long> counts = new ArrayList<>();

        /** How many of them were received by who had not seen this event of the sender, and so were sent before. */
        private int before;

        /** Which event of the receiver is the last of those; events of the sender are asked for in their order. */
        long lastBefore(long event) {
            while (before < seen.size() && seen.get(before) < event) {
                before++;
            }
            return before == 0 ? 0 : counts.get(before - 1);
        }
    }

    /** Reads logs for it, if their spec has channels. */
    static Farewells of(LogHeader header, List<Path> logs) {
        Farewells farewells = new Farewells(types(header));
        if (!farewells.types.isEmpty()) {
            logs.forEach(farewells::read);
        }
        return farewells;
    }

    private static Set<String> types(LogHeader header) {
        Value nodes = Value.set(header.nodes().stream()
                .map(node -> (Value) new Value.ModelValue(node.name()))
                .collect(Collectors.toSet()));
        return Binding.of(header.spec())
                .flatMap(binding ->
                        binding.world(new TreeMap<>(Map.of("Node", nodes))).connections())
                .map(Connections::farewells)
                .orElse(Set.of());
    }

    private void read(Path log) {
        try (LogReader reader = LogReader.open(log, false)) {
            for (Optional<LogLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get() instanceof LogLine.Event event) {
                    sender(event).ifPresent(from -> {
                        Receipts of = receipts.computeIfAbsent(from, node -> new HashMap<>())
                                .computeIfAbsent(event.node(), node -> new Receipts());
                        of.seen.add(event.clock().getOrDefault(from, 0L));
                        of.counts.add(event.clock().getOrDefault(event.node(), 0L));
                    });
                }
            }
        }
    }

    private static Optional<NodeId> sender(LogLine.Event event) {
        return field(event.event(), "message")
                .flatMap(message -> field(message, "from"))
                .map(Farewells::name)
                .map(NodeId::new);
    }

    private static Optional<Value> field(Value value, String name) {
        return value instanceof Value.Rec record
                ? Optional.ofNullable(record.fields().get(name))
                : Optional.empty();
    }

    private static String name(Value value) {
        return value instanceof Value.Str text ? text.value() : ((Value.ModelValue) value).name();
    }

    /** Whether all have been passed on that must come before an event of these. */
    boolean permit(LogLine.Event event, Map<NodeId, Long> passed) {
        if (types.isEmpty()
                || field(event.event(), "type")
                        .map(Farewells::name)
                        .filter(types::contains)
                        .isEmpty()) {
            return true;
        }
        long count = event.clock().getOrDefault(event.node(), 0L);
        return receipts.getOrDefault(event.node(), Map.of()).entrySet().stream()
                .allMatch(of ->
                        passed.getOrDefault(of.getKey(), 0L) >= of.getValue().lastBefore(count));
    }
}
