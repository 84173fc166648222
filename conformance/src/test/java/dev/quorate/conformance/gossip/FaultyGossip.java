package dev.quorate.conformance.gossip;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.replication.gossip.Event;
import dev.quorate.replication.gossip.Message;
import dev.quorate.replication.gossip.Message.Exchange;
import dev.quorate.replication.gossip.Message.Request;
import dev.quorate.replication.gossip.Message.Update;
import dev.quorate.replication.gossip.Node;
import dev.quorate.replication.gossip.Stamp.Timestamp;
import dev.quorate.replication.gossip.Stamp.Vector;
import dev.quorate.replication.gossip.Version;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Gossip's world with a fault in the code, made by doing something else than what is asked. */
enum FaultyGossip {
    /** The copy is in memory only. */
    FORGETS_ITS_COPY,

    /** A timestamp is what the node's own clock shows, whatever it holds. */
    HAS_A_LATE_CLOCK,

    /** A vector counts the writes of its node, and no others. */
    COUNTS_ITS_OWN_ENTRY,

    /** All nodes count in one entry. */
    SHARES_AN_ENTRY,

    /** What comes last is right. */
    TAKES_WHAT_COMES,

    /** A copy keeps every version. */
    KEEPS_ALL,

    /** Of versions that neither is older than the other, what is here stays; if timestamps are equal but for the names, too. */
    KEEPS_ITS_OWN,

    /** Of such versions, what arrives stays. */
    DROPS_SIBLINGS,

    /** Two siblings become one version, which claims to have seen both. */
    PICKS_A_SIBLING,

    /** Nobody answers. */
    NEVER_ANSWERS;

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        Step<Node, Message> step = code.step(s, event);
        Message arrived = event instanceof Event.Receive receive ? receive.message() : null;
        if (this == NEVER_ANSWERS) {
            return arrived instanceof Request ? Step.to(s) : step;
        } else if (event instanceof Event.Restart) {
            return this == FORGETS_ITS_COPY ? Step.to(code.initial(event.node())) : step;
        } else if (event instanceof Event.Write) {
            return Step.to(new Node(step.state().versions().stream()
                    .map(v -> written(v, s, event.node()))
                    .collect(Collectors.toSet())));
        } else if (arrived instanceof Update m) {
            return with(step, merged(s.versions(), m.versions()));
        } else if (arrived instanceof Exchange m) {
            return with(step, merged(s.versions(), m.versions()));
        }
        return step;
    }

    private Version written(Version v, Node s, NodeId n) {
        return switch (this) {
            case HAS_A_LATE_CLOCK ->
                new Version(
                        v.value(),
                        new Timestamp(
                                1
                                        + s.versions().stream()
                                                .map(held -> (Timestamp) held.stamp())
                                                .filter(stamp -> stamp.node().equals(n))
                                                .mapToInt(Timestamp::counter)
                                                .max()
                                                .orElse(0),
                                n));
            case COUNTS_ITS_OWN_ENTRY ->
                withCounts(v, counts -> {
                    counts.replaceAll((node, count) -> node.equals(n) ? count : 0);
                    return counts;
                });
            case SHARES_AN_ENTRY ->
                withCounts(v, counts -> {
                    NodeId first = counts.keySet().stream().sorted().findFirst().orElseThrow();
                    int all =
                            counts.values().stream().mapToInt(Integer::intValue).sum();
                    counts.replaceAll((node, count) -> node.equals(first) ? all : 0);
                    return counts;
                });
            default -> v;
        };
    }

    private static Version withCounts(Version v, UnaryOperator<Map<NodeId, Integer>> change) {
        return new Version(v.value(), new Vector(change.apply(new HashMap<>(((Vector) v.stamp()).counts()))));
    }

    private Set<Version> merged(Set<Version> own, Set<Version> arrived) {
        Set<Version> right = Version.merge(own, arrived);
        Set<Version> fromThere = new HashSet<>(right);
        fromThere.retainAll(arrived);
        return switch (this) {
            case TAKES_WHAT_COMES -> arrived.isEmpty() ? own : arrived;
            case KEEPS_ALL -> {
                Set<Version> all = new HashSet<>(own);
                all.addAll(arrived);
                yield all;
            }
            case KEEPS_ITS_OWN ->
                own.isEmpty() || own.stream().anyMatch(v -> arrived.stream().anyMatch(w -> isClearlyOlder(v, w)))
                        ? arrived
                        : own;
            case DROPS_SIBLINGS -> fromThere.isEmpty() ? right : fromThere;
            case PICKS_A_SIBLING -> right.size() < 2 ? right : Set.of(picked(right));
            default -> right;
        };
    }

    private static boolean isClearlyOlder(Version v, Version w) {
        if (v.stamp() instanceof Timestamp one && w.stamp() instanceof Timestamp other) {
            return one.counter() < other.counter();
        }
        return v.isOlderThan(w);
    }

    private static Version picked(Set<Version> siblings) {
        Map<NodeId, Integer> seen = new HashMap<>();
        siblings.forEach(
                v -> ((Vector) v.stamp()).counts().forEach((node, count) -> seen.merge(node, count, Math::max)));
        return new Version(siblings.iterator().next().value(), new Vector(seen));
    }

    private static Step<Node, Message> with(Step<Node, Message> step, Set<Version> copy) {
        return new Step<>(
                new Node(copy),
                step.messages().stream()
                        .map(m -> new Update(m.from(), m.to(), copy))
                        .collect(Collectors.toSet()));
    }

    /** The same world, in which the code has this fault. */
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
