package dev.quorate.runtime.zab;

import dev.quorate.core.NodeId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A server's connections, of which it has one at most with each other server.
 *
 * @param boot this start of the server
 * @param calls how many connections it has begun since
 * @param open those that have not ended, by the server at the other end
 */
record Links(long boot, int calls, SortedMap<NodeId, Link> open) {
    Links {
        open = Collections.unmodifiableSortedMap(open);
    }

    /** Those of a server that has just started. */
    static Links none(long boot) {
        return new Links(boot, 0, new TreeMap<>());
    }

    Optional<Link> to(NodeId peer) {
        return Optional.ofNullable(open.get(peer));
    }

    /** With one more that this server begins, in the place of one with that server. */
    Links calling(NodeId peer) {
        return new Links(boot, calls + 1, and(peer, Link.calling(new Connection(boot, calls + 1))));
    }

    Links with(NodeId peer, Link link) {
        return new Links(boot, calls, and(peer, link));
    }

    Links without(NodeId peer) {
        SortedMap<NodeId, Link> fewer = new TreeMap<>(open);
        fewer.remove(peer);
        return new Links(boot, calls, fewer);
    }

    /** Nothing has been heard from anybody. */
    Links unheard() {
        SortedMap<NodeId, Link> unheard = new TreeMap<>();
        open.forEach((peer, link) -> unheard.put(peer, link.withHeard(false)));
        return new Links(boot, calls, unheard);
    }

    Links none() {
        return new Links(boot, calls, new TreeMap<>());
    }

    private SortedMap<NodeId, Link> and(NodeId peer, Link link) {
        SortedMap<NodeId, Link> all = new TreeMap<>(open);
        all.put(peer, link);
        return all;
    }
}
