package dev.quorate.conformance.binding.dnscache;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.replication.dnscache.Event;
import dev.quorate.replication.dnscache.Node;
import java.util.List;
import java.util.Optional;

/** The safety properties of {@code DnsCache.tla}, by name and in order. */
final class DnsCacheProperties {
    private DnsCacheProperties() {}

    /**
     * The property that does not hold.
     *
     * @param authority the place of the authority among the nodes
     */
    static Optional<String> broken(Moved<Node, DnsCacheGhost> m, int authority, int ttl) {
        DnsCacheGhost ghost = m.ghost();
        int now = m.nodes().get(authority).clock();
        boolean together = areTogether(m.nodes(), authority);
        boolean converged = now - ghost.last().since() > ttl;
        Optional<String> broken = Optional.empty();
        for (Node s : m.nodes()) {
            if (s.cache().isEmpty()) {
                continue;
            }
            Optional<Command> value = s.cache().get().value();
            if (!ghost.contains(value)) {
                return Optional.of("Integrity");
            } else if (together && ghost.age(value, now) > ttl) {
                broken = Optional.of("BoundedStaleness");
            } else if (together && converged && !value.equals(ghost.last().value()) && broken.isEmpty()) {
                broken = Optional.of("Convergence");
            }
        }
        return broken;
    }

    static Optional<String> brokenByStep(NodeId authority, Node before, Event event, Node after) {
        if (after.clock() < before.clock()) {
            return Optional.of("ClockMonotonic");
        } else if (event.node().equals(authority)
                && !before.value().equals(after.value())
                && !(event instanceof Event.Write)) {
            return Optional.of("WritesAreDurable");
        }
        return Optional.empty();
    }

    /** Whether the authority's clock is level with the others or one tick ahead. */
    static boolean areTogether(List<Node> nodes, int authority) {
        int now = nodes.get(authority).clock();
        return nodes.stream().allMatch(s -> s.clock() == now || s.clock() == now - 1);
    }
}
