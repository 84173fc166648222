package dev.quorate.conformance.binding.zab;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.conformance.binding.zab.ZabGhost.Primary;
import dev.quorate.core.NodeId;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Snapshot;
import dev.quorate.zab.broadcast.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The safety properties of {@code ZabProperties.tla}, by name. They are about whole histories, which are long in a simulation. So what a
 * step changes is first held against something that is quickly seen, and implies them all given that they held before: what a
 * server delivers is one sequence's next; zxids grow in it, and leave no gap within an epoch; what is in it was broadcast, and
 * is what all later leaders began with. Where that fails, the properties are asked themselves, as the spec has them.
 */
final class ZabProperties {
    private ZabProperties() {}

    static Optional<String> broken(NodeId n, Moved<Node, ZabGhost> m) {
        Snapshot snapshot = m.after().history().snapshot();
        if (snapshot.state() != m.before().history().snapshot().state()
                && !isDelivered(snapshot, m.ghost().committed())) {
            return Optional.of("SnapshotsDelivered");
        }
        int confirmed = m.after().confirmed();
        if (confirmed > m.before().confirmed()
                && m.after().lastCommitted() < m.ghost().reads().get(n).get(confirmed - 1)) {
            return Optional.of("ReadsLinearizable");
        }
        return isEasilySafe(m) ? Optional.empty() : broken(m.nodes(), m.ghost());
    }

    private static boolean isDelivered(Snapshot snapshot, List<Transaction> committed) {
        int last = snapshot.lastIndex();
        return last <= committed.size()
                && snapshot.state().size() == last
                && snapshot.lastZxid()
                        .equals(last == 0 ? Zxid.NONE : committed.get(last - 1).zxid())
                && IntStream.range(0, last)
                        .allMatch(i ->
                                snapshot.state().get(i).equals(committed.get(i).command()));
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after) {
        if (after.history().snapshot().lastIndex() > after.lastCommitted()) {
            return Optional.of("SnapshotsDelivered");
        } else if (after.lastCommitted() > after.history().length()) {
            return Optional.of("TypeOK");
        } else if (event instanceof Event.Receive receive && !keepsSnapshot(before, receive.message())) {
            return Optional.of("SnapshotsKept");
        } else if (after.acceptedEpoch() < before.acceptedEpoch() || after.currentEpoch() < before.currentEpoch()) {
            return Optional.of("EpochsMonotonic");
        } else if (after.lastCommitted() < before.lastCommitted() && !(event instanceof Event.Restart)) {
            return Optional.of("LastCommittedMonotonic");
        }
        return Optional.empty();
    }

    private static boolean keepsSnapshot(Node s, Message m) {
        Zxid snapshot = s.history().snapshot().lastZxid();
        if (m instanceof Message.Trunc trunc) {
            return !trunc.zxid().precedes(snapshot);
        }
        return !(m instanceof Message.Snap snap) || !snap.history().lastZxid().precedes(snapshot);
    }

    private static boolean isEasilySafe(Moved<Node, ZabGhost> m) {
        List<Transaction> committed = m.ghost().committed();
        int known = m.ghostBefore().committed().size();
        return deliversTheSequence(m, committed)
                && isInOrder(committed, known)
                && wasBroadcast(m.ghost(), known)
                && survives(committed, m.ghost().primaries(), known)
                && (m.ghost().primaries().size() == m.ghostBefore().primaries().size() || newLeaderHasAll(m));
    }

    private static boolean deliversTheSequence(Moved<Node, ZabGhost> m, List<Transaction> committed) {
        Node after = m.after();
        int from = after.history().transactions() == m.before().history().transactions()
                ? Math.min(m.before().lastCommitted(), after.lastCommitted())
                : 0;
        for (int i = Math.max(from, after.history().snapshot().lastIndex()); i < after.lastCommitted(); i++) {
            if (!after.history().at(i + 1).equals(committed.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInOrder(List<Transaction> committed, int from) {
        for (int i = from; i < committed.size(); i++) {
            Zxid zxid = committed.get(i).zxid();
            Zxid last = i == 0 ? Zxid.NONE : committed.get(i - 1).zxid();
            if (!last.precedes(zxid) || zxid.counter() != (last.epoch() == zxid.epoch() ? last.counter() + 1 : 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean wasBroadcast(ZabGhost ghost, int from) {
        for (int i = from; i < ghost.committed().size(); i++) {
            Transaction t = ghost.committed().get(i);
            int place = i;
            if (ghost.primaries().stream()
                    .noneMatch(e -> e.epoch() == t.zxid().epoch() && place >= e.initial() && holds(e, place, t))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Primary e, int i, Transaction t) {
        return i < e.history().size() && e.history().get(i).equals(t);
    }

    private static boolean survives(List<Transaction> committed, Set<Primary> primaries, int from) {
        for (int i = from; i < committed.size(); i++) {
            Transaction t = committed.get(i);
            for (Primary e : primaries) {
                if (e.epoch() > t.zxid().epoch() && (i >= e.initial() || !holds(e, i, t))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The last leader that has come to broadcast is the only one of its epoch, and begins with all that was delivered. */
    private static boolean newLeaderHasAll(Moved<Node, ZabGhost> m) {
        Primary newest =
                m.ghost().primaries().stream().reduce((one, next) -> next).orElseThrow();
        return m.ghost().primaries().stream()
                                .filter(e -> e.epoch() == newest.epoch())
                                .count()
                        == 1
                && survives(m.ghost().committed(), Set.of(newest), 0);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The properties as the spec has them.

    private static Optional<String> broken(List<Node> nodes, ZabGhost ghost) {
        Set<List<Transaction>> deliveries = new HashSet<>();
        nodes.forEach(s -> deliveries.add(IntStream.range(0, s.lastCommitted())
                .mapToObj(i -> ghost.whole(s.history(), i))
                .toList()));
        deliveries.add(ghost.committed());
        List<Primary> primaries = new ArrayList<>(ghost.primaries());
        if (!oneLeaderPerEpoch(primaries)) {
            return Optional.of("OneLeaderPerEpoch");
        } else if (!integrity(primaries, deliveries)) {
            return Optional.of("Integrity");
        } else if (!totalOrder(deliveries)) {
            return Optional.of("TotalOrder");
        } else if (!agreement(deliveries)) {
            return Optional.of("Agreement");
        } else if (!localPrimaryOrder(primaries, deliveries)) {
            return Optional.of("LocalPrimaryOrder");
        } else if (!globalPrimaryOrder(primaries, deliveries)) {
            return Optional.of("GlobalPrimaryOrder");
        } else if (!primaryIntegrity(primaries, deliveries)) {
            return Optional.of("PrimaryIntegrity");
        }
        return deliveredSurvives(primaries, ghost.committed()) ? Optional.empty() : Optional.of("DeliveredSurvives");
    }

    private static boolean oneLeaderPerEpoch(List<Primary> primaries) {
        return primaries.stream().map(Primary::epoch).distinct().count() == primaries.size();
    }

    private static boolean integrity(List<Primary> primaries, Set<List<Transaction>> deliveries) {
        Set<Transaction> broadcast = new HashSet<>();
        primaries.forEach(e -> broadcast.addAll(e.broadcast()));
        return deliveries.stream().allMatch(broadcast::containsAll);
    }

    /** t comes before u in a sequence that has both. */
    private static boolean inOrder(List<Transaction> sequence, Transaction t, Transaction u) {
        int first = sequence.indexOf(t);
        return first >= 0 && first < sequence.lastIndexOf(u);
    }

    private static boolean totalOrder(Set<List<Transaction>> deliveries) {
        return deliveries.stream().allMatch(d -> deliveries.stream().allMatch(o -> keepsOrder(d, o)));
    }

    /** Whether a sequence that has an element of another has before it all that comes before it there. */
    private static boolean keepsOrder(List<Transaction> d, List<Transaction> o) {
        for (int j = 1; j < d.size(); j++) {
            for (int i = 0; i < j && o.contains(d.get(j)); i++) {
                if (!inOrder(o, d.get(i), d.get(j))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean agreement(Set<List<Transaction>> deliveries) {
        return deliveries.stream()
                .allMatch(d -> deliveries.stream()
                        .allMatch(o -> new HashSet<>(o).containsAll(d) || new HashSet<>(d).containsAll(o)));
    }

    private static boolean localPrimaryOrder(List<Primary> primaries, Set<List<Transaction>> deliveries) {
        return primaries.stream().allMatch(e -> deliveries.stream().allMatch(d -> keepsOrder(e.broadcast(), d)));
    }

    private static boolean globalPrimaryOrder(List<Primary> primaries, Set<List<Transaction>> deliveries) {
        for (Primary e : primaries) {
            for (Primary f : primaries) {
                for (List<Transaction> d : e.epoch() < f.epoch() ? deliveries : Set.<List<Transaction>>of()) {
                    for (Transaction t : e.broadcast()) {
                        for (Transaction u : f.broadcast()) {
                            if (d.contains(t) && d.contains(u) && !inOrder(d, t, u)) {
                                return false;
                            }
                        }
                    }
                }
            }
        }
        return true;
    }

    private static boolean primaryIntegrity(List<Primary> primaries, Set<List<Transaction>> deliveries) {
        for (Primary e : primaries) {
            for (Primary f : primaries) {
                if (e.epoch() < f.epoch() && !f.broadcast().isEmpty()) {
                    Set<Transaction> missing = new HashSet<>(e.broadcast());
                    f.history().subList(0, f.initial()).forEach(missing::remove);
                    if (deliveries.stream().anyMatch(d -> d.stream().anyMatch(missing::contains))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean deliveredSurvives(List<Primary> primaries, List<Transaction> committed) {
        for (Primary e : primaries) {
            for (int i = 0; i < committed.size(); i++) {
                if (committed.get(i).zxid().epoch() < e.epoch() && !holds(e, i, committed.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
