package dev.quorate.conformance.binding.gossip;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.replication.gossip.Node;
import dev.quorate.replication.gossip.Version;
import dev.quorate.replication.gossip.Versioning;
import java.util.Optional;
import java.util.Set;

/** The safety properties of {@code Gossip.tla}, by name and in order. */
final class GossipProperties {
    private GossipProperties() {}

    static Optional<String> broken(Moved<Node, GossipGhost> m, Versioning versioning) {
        boolean isPartial = versioning == Versioning.VERSION_VECTOR;
        for (Version w : m.after().versions()) {
            if (!m.ghostBefore().replaced().containsKey(w)) {
                Optional<String> broken = brokenByWrite(m, w, isPartial);
                if (broken.isPresent()) {
                    return broken;
                }
            }
        }
        // No other write can be lost by this step but those of which the node has given up the last version that had
        // seen them;
        // and each such has the same version to blame.
        for (Version v : m.before().versions()) {
            if (m.nodes().stream().noneMatch(s -> m.ghost().covers(s.versions(), v))) {
                if (isPartial) {
                    return Optional.of("NoWriteLost");
                } else if (!isLostToConcurrent(m.ghost(), v)) {
                    return Optional.of("OnlyConcurrentLost");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> brokenByWrite(Moved<Node, GossipGhost> m, Version w, boolean isPartial) {
        Set<Version> written = m.ghostBefore().replaced().keySet();
        Set<Version> past = m.ghost().past(w);
        if (written.stream().anyMatch(v -> v.stamp().equals(w.stamp()))) {
            return Optional.of("UniqueStamps");
        } else if (!past.stream().allMatch(v -> v.isOlderThan(w))) {
            return Optional.of("ClockCondition");
        } else if (isPartial
                && written.stream().anyMatch(v -> w.isOlderThan(v) || (v.isOlderThan(w) && !past.contains(v)))) {
            return Optional.of("StrongClockCondition");
        }
        return Optional.empty();
    }

    private static boolean isLostToConcurrent(GossipGhost ghost, Version v) {
        Set<Version> past = ghost.past(v);
        return ghost.replaced().keySet().stream()
                .anyMatch(
                        w -> !w.equals(v) && !past.contains(w) && !ghost.past(w).contains(v));
    }

    static Optional<String> brokenByStep(Node before, Node after, Versioning versioning) {
        if (!before.versions().stream()
                .allMatch(v -> after.versions().contains(v)
                        || after.versions().stream().anyMatch(v::isOlderThan))) {
            return Optional.of("CopiesGrow");
        }
        boolean isFalse = versioning == Versioning.VERSION_VECTOR
                ? after.versions().stream()
                        .anyMatch(v -> after.versions().stream().anyMatch(v::isOlderThan))
                : after.versions().size() > 1;
        return isFalse ? Optional.of("NoFalseSiblings") : Optional.empty();
    }
}
