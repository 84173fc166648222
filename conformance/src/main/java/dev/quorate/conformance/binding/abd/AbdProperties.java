package dev.quorate.conformance.binding.abd;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Quorum;
import dev.quorate.replication.abd.Node;
import dev.quorate.replication.abd.Phase;
import dev.quorate.replication.abd.Timestamp;
import dev.quorate.replication.abd.Version;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The safety properties of {@code Abd.tla}, by name and in order. */
final class AbdProperties {
    private AbdProperties() {}

    static Optional<String> broken(Moved<Node, AbdGhost> m, List<NodeId> nodes) {
        NodeId n = nodes.get(m.index());
        if (!hasOneValuePerTimestamp(m.nodes())) {
            return Optional.of("OneValuePerTimestamp");
        } else if (!isOrdered(m.after(), m.ghost().began().get(n).after())) {
            return Optional.of("Ordered");
        } else if (!isStored(m, nodes)) {
            return Optional.of("StoredByQuorum");
        }
        return Optional.empty();
    }

    /** Of what is at nodes: what is on its way was there when it was sent, and will be where it arrives. */
    private static boolean hasOneValuePerTimestamp(List<Node> states) {
        Map<Timestamp, Optional<Command>> values = new HashMap<>();
        for (Node s : states) {
            for (Version version : List.of(s.stored(), s.latest())) {
                Optional<Command> other = values.putIfAbsent(version.timestamp(), version.value());
                if (other != null && !other.equals(version.value())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Of the node that moved: what the property says of another is settled once that is in its second phase. */
    private static boolean isOrdered(Node s, Timestamp after) {
        if (s.phase() != Phase.PROPAGATION && s.phase() != Phase.DONE) {
            return true;
        }
        Timestamp timestamp = s.latest().timestamp();
        return s.request().isPresent() ? after.precedes(timestamp) : !timestamp.precedes(after);
    }

    private static boolean isStored(Moved<Node, AbdGhost> m, List<NodeId> nodes) {
        Set<NodeId> holders = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!m.nodes().get(i).stored().timestamp().precedes(m.ghost().ended())) {
                holders.add(nodes.get(i));
            }
        }
        return Quorum.isMajority(holders, Set.copyOf(nodes));
    }

    static Optional<String> brokenByStep(Node before, Node after) {
        return after.stored().timestamp().precedes(before.stored().timestamp())
                ? Optional.of("TimestampMonotonic")
                : Optional.empty();
    }
}
