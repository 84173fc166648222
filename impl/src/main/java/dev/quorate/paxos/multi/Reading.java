package dev.quorate.paxos.multi;

import dev.quorate.core.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a leader knows of the reads that it has begun.
 *
 * @param round the last round that it has begun; 0 before the first
 * @param acked the last round that each peer has answered
 * @param confirmed the last round whose reads may be answered
 * @param floor the commit index that it takes to answer any
 */
public record Reading(int round, Map<NodeId, Integer> acked, int confirmed, int floor) {
    /** No read has begun. */
    public static final Reading NONE = new Reading(0, Map.of(), 0, 0);

    public Reading {
        acked = Map.copyOf(acked);
        if (confirmed < 0 || confirmed > round || floor < 0) {
            throw new IllegalArgumentException("round " + round + ", confirmed " + confirmed + ", floor " + floor);
        }
    }

    /** The first round of a leader. */
    static Reading first(Set<NodeId> peers, int floor) {
        return new Reading(1, peers.stream().collect(Collectors.toMap(p -> p, p -> 0)), 0, floor);
    }

    Reading withRound(int value) {
        return new Reading(value, acked, confirmed, floor);
    }

    Reading withAcked(NodeId peer, int value) {
        Map<NodeId, Integer> changed = new HashMap<>(acked);
        changed.put(peer, value);
        return new Reading(round, changed, confirmed, floor);
    }

    Reading withConfirmed(int value) {
        return new Reading(round, acked, value, floor);
    }
}
