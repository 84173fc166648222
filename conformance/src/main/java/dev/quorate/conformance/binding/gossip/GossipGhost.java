package dev.quorate.conformance.binding.gossip;

import dev.quorate.replication.gossip.Version;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The ghost variable of {@code Gossip.tla}.
 *
 * @param replaced of each version ever written, the copy that it replaced
 */
record GossipGhost(Map<Version, Set<Version>> replaced) {
    static final GossipGhost INITIAL = new GossipGhost(HashTreePMap.empty());

    /** The spec's Record: what is new in a copy was written in the place of the copy before. */
    GossipGhost after(Set<Version> before, Set<Version> after) {
        // Persistent, so that the ghosts of a run share what they have in common.
        PMap<Version, Set<Version>> grown = (PMap<Version, Set<Version>>) replaced;
        for (Version v : after) {
            if (!grown.containsKey(v)) {
                grown = grown.plus(v, before);
            }
        }
        return grown == replaced ? this : new GossipGhost(grown);
    }

    /** The spec's Past: the writes that a version has seen, itself left out. */
    Set<Version> past(Version w) {
        return past(w, v -> true);
    }

    /** Whether a copy holds a version, or what has seen it. What is older than it cannot have, by ClockCondition. */
    boolean covers(Set<Version> copy, Version v) {
        return copy.stream()
                .anyMatch(w -> w.equals(v)
                        || past(w, each -> each.equals(v) || v.isOlderThan(each))
                                .contains(v));
    }

    private Set<Version> past(Version w, Predicate<Version> passes) {
        Set<Version> found = new HashSet<>();
        Deque<Version> open = new ArrayDeque<>();
        open.push(w);
        while (!open.isEmpty()) {
            for (Version v : replaced.get(open.pop())) {
                if (passes.test(v) && found.add(v)) {
                    open.push(v);
                }
            }
        }
        return found;
    }
}
