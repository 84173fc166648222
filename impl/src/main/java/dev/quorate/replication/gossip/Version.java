package dev.quorate.replication.gossip;

import dev.quorate.core.Command;
import java.util.HashSet;
import java.util.Set;

/**
 * A value, and what says how old it is: {@code Version} of {@code specs/replication/Versions.tla}. A copy is a set of versions
 * of which none is older than another.
 */
public record Version(Command value, Stamp stamp) {
    /** The spec's {@code Older}. */
    public boolean isOlderThan(Version other) {
        return stamp.isOlderThan(other.stamp);
    }

    /**
     * What two copies come to: what is in either, without what is older than another. It commutes, and it does not matter how
     * often or in which order copies are merged.
     */
    public static Set<Version> merge(Set<Version> one, Set<Version> other) {
        if (one.equals(other) || other.isEmpty()) {
            return one;
        } else if (one.isEmpty()) {
            return other;
        }
        Set<Version> all = new HashSet<>(one);
        all.addAll(other);
        Set<Version> latest = new HashSet<>(all);
        latest.removeIf(v -> all.stream().anyMatch(v::isOlderThan));
        return Set.copyOf(latest);
    }
}
