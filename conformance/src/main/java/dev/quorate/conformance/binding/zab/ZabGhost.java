package dev.quorate.conformance.binding.zab;

import dev.quorate.core.NodeId;
import dev.quorate.zab.broadcast.History;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Phase;
import dev.quorate.zab.broadcast.Transaction;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The ghost variables of {@code Zab.tla}.
 *
 * @param committed every transaction ever delivered, in order
 * @param primaries of each epoch whose leader came to broadcast, who it was, and its history
 * @param reads of each server, for each round of reads that it has begun as a leader, how many transactions were delivered,
 *     anywhere, when it began
 */
record ZabGhost(List<Transaction> committed, Set<Primary> primaries, Map<NodeId, List<Integer>> reads) {
    /**
     * A leader that came to broadcast.
     *
     * @param initial how many transactions of its history it had delivered when it began to broadcast
     */
    record Primary(int epoch, NodeId leader, int initial, List<Transaction> history) {
        Primary {
            history = history instanceof TreePVector ? history : TreePVector.from(history);
        }

        boolean isOf(int otherEpoch, NodeId node) {
            return epoch == otherEpoch && leader.equals(node);
        }

        /** What it has broadcast, in order. */
        List<Transaction> broadcast() {
            return history.subList(initial, history.size());
        }
    }

    /** A set that is a list without duplicates: no step needs the hash of a history. */
    private static final class Primaries extends AbstractSet<Primary> {
        private final PVector<Primary> list;

        private Primaries(PVector<Primary> list) {
            this.list = list;
        }

        @Override
        public Iterator<Primary> iterator() {
            return list.iterator();
        }

        @Override
        public int size() {
            return list.size();
        }
    }

    ZabGhost {
        committed = committed instanceof TreePVector ? committed : TreePVector.from(committed);
        primaries = primaries instanceof Primaries ? primaries : new Primaries(TreePVector.from(primaries));
        reads = reads instanceof PMap ? reads : HashTreePMap.from(reads);
    }

    static ZabGhost initial(List<NodeId> nodes) {
        return new ZabGhost(
                TreePVector.empty(),
                Set.of(),
                nodes.stream().collect(Collectors.toMap(Function.identity(), n -> TreePVector.empty())));
    }

    /** The spec's Record: what is delivered now and never was before, and what a leader has broadcast. */
    ZabGhost after(NodeId n, Node s) {
        ZabGhost delivered = s.lastCommitted() <= committed.size() ? this : new ZabGhost(grown(s), primaries, reads);
        ZabGhost led =
                s.phase() == Phase.BROADCAST && s.leader().equals(Optional.of(n)) ? delivered.led(n, s) : delivered;
        List<Integer> rounds = rounds(reads.get(n), s.round());
        return rounds == reads.get(n)
                ? led
                : new ZabGhost(led.committed, led.primaries, ((PMap<NodeId, List<Integer>>) reads).plus(n, rounds));
    }

    private List<Integer> rounds(List<Integer> known, int round) {
        if (round == 0) {
            return known.isEmpty() ? known : TreePVector.empty();
        }
        return round > known.size() ? TreePVector.from(known).plus(committed.size()) : known;
    }

    private List<Transaction> grown(Node s) {
        TreePVector<Transaction> grown = TreePVector.from(committed);
        // A server that says it has delivered more than it has breaks TypeOK, not this.
        for (int i = committed.size(); i < Math.min(s.lastCommitted(), wholeLength(s.history())); i++) {
            grown = grown.plus(whole(s.history(), i));
        }
        return grown;
    }

    /** An element of the spec's Whole: a history as it was before it was compacted. */
    Transaction whole(History history, int i) {
        int compacted = compacted(history);
        return i < compacted ? committed.get(i) : history.transactions().get(i - compacted);
    }

    int wholeLength(History history) {
        return compacted(history) + history.transactions().size();
    }

    private int compacted(History history) {
        return Math.min(history.snapshot().lastIndex(), committed.size());
    }

    private ZabGhost led(NodeId n, Node s) {
        PVector<Primary> list = ((Primaries) primaries).list;
        for (int i = list.size() - 1; i >= 0; i--) {
            Primary known = list.get(i);
            if (known.isOf(s.newEpoch(), n)) {
                return wholeLength(s.history()) == known.history().size()
                        ? this
                        : new ZabGhost(
                                committed,
                                new Primaries(list.with(
                                        i,
                                        new Primary(
                                                known.epoch(),
                                                n,
                                                known.initial(),
                                                grown(known.history(), s.history())))),
                                reads);
            }
        }
        return new ZabGhost(
                committed,
                new Primaries(list.plus(
                        new Primary(s.newEpoch(), n, s.lastCommitted(), grown(TreePVector.empty(), s.history())))),
                reads);
    }

    /** What a leader's history has become, which only grows while it broadcasts. */
    private List<Transaction> grown(List<Transaction> known, History history) {
        TreePVector<Transaction> grown = TreePVector.from(known);
        for (int i = known.size(); i < wholeLength(history); i++) {
            grown = grown.plus(whole(history, i));
        }
        return grown;
    }
}
