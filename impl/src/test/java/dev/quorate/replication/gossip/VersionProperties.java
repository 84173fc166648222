package dev.quorate.replication.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.replication.gossip.Message.Update;
import dev.quorate.replication.gossip.Stamp.Timestamp;
import dev.quorate.replication.gossip.Stamp.Vector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Copies with merge are a semilattice (M. Shapiro et al., "Conflict-free Replicated Data Types", SSS 2011), so that it does not
 * matter in which order nodes hear of writes, or how often.
 */
class VersionProperties {
    private static final List<NodeId> NODES = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    /** Three copies of one cluster. */
    record Copies(Set<Version> a, Set<Version> b, Set<Version> c) {}

    @Property
    void mergeCommutes(@ForAll("copies") Copies copies) {
        assertEquals(Version.merge(copies.a, copies.b), Version.merge(copies.b, copies.a));
    }

    @Property
    void mergeAssociates(@ForAll("copies") Copies copies) {
        assertEquals(
                Version.merge(Version.merge(copies.a, copies.b), copies.c),
                Version.merge(copies.a, Version.merge(copies.b, copies.c)));
    }

    @Property
    void mergeIsIdempotent(@ForAll("copies") Copies copies) {
        assertEquals(copies.a, Version.merge(copies.a, copies.a));
        Set<Version> merged = Version.merge(copies.a, copies.b);
        assertEquals(merged, Version.merge(merged, copies.b), "what is there already changes nothing");
    }

    @Property
    void whatIsMissingFromAMergedCopyIsOlderThanWhatIsThere(@ForAll("copies") Copies copies) {
        Set<Version> merged = Version.merge(copies.a, copies.b);
        for (Set<Version> one : List.of(copies.a, copies.b)) {
            assertTrue(one.stream()
                    .allMatch(v -> merged.contains(v) || merged.stream().anyMatch(v::isOlderThan)));
        }
        assertTrue(merged.stream().noneMatch(v -> merged.stream().anyMatch(v::isOlderThan)), "and no sibling is false");
    }

    @Property
    void nodesThatReceivedTheSameUpdatesHaveTheSameCopy(
            @ForAll("updates") List<Set<Version>> updates, @ForAll Random random) {
        List<Set<Version>> others = new ArrayList<>(updates);
        updates.stream().filter(update -> random.nextBoolean()).forEach(others::add);
        Collections.shuffle(others, random);
        assertEquals(received(updates), received(others), "in another order, and some of them twice");
    }

    /** The laws can fail: a merge that keeps its own on a tie breaks them. */
    @Example
    void aMergeThatKeepsItsOwnDoesNotCommute() {
        BinaryOperator<Set<Version>> keepOwn = (one, other) ->
                one.stream().anyMatch(v -> other.stream().anyMatch(w -> counter(v) < counter(w))) ? other : one;
        Set<Version> a = Set.of(version(new Timestamp(1, NODES.get(0))));
        Set<Version> b = Set.of(version(new Timestamp(1, NODES.get(1))));
        assertNotEquals(keepOwn.apply(a, b), keepOwn.apply(b, a));
        assertEquals(Version.merge(a, b), Version.merge(b, a));
    }

    private static int counter(Version v) {
        return ((Timestamp) v.stamp()).counter();
    }

    private static Node received(List<Set<Version>> updates) {
        Gossip gossip = new Gossip(Set.copyOf(NODES), Versioning.VERSION_VECTOR);
        Node s = gossip.initial(NODES.get(0));
        for (Set<Version> update : updates) {
            s = gossip.step(s, new Event.Receive(NODES.get(0), new Update(NODES.get(1), NODES.get(0), update)))
                    .state();
        }
        return s;
    }

    @Provide
    Arbitrary<Copies> copies() {
        return Arbitraries.of(true, false).flatMap(timestamps -> {
            Arbitrary<Set<Version>> copy = copy(timestamps);
            return Combinators.combine(copy, copy, copy).as(Copies::new);
        });
    }

    @Provide
    Arbitrary<List<Set<Version>>> updates() {
        return Arbitraries.of(true, false)
                .flatMap(timestamps -> copy(timestamps).list().ofMaxSize(8));
    }

    /** What a node may hold that has received versions with these stamps. */
    private static Arbitrary<Set<Version>> copy(boolean timestamps) {
        return (timestamps ? timestamp() : vector())
                .list()
                .ofMaxSize(5)
                .map(stamps ->
                        stamps.stream().map(stamp -> Set.of(version(stamp))).reduce(Set.of(), Version::merge));
    }

    private static Arbitrary<Stamp> timestamp() {
        return Combinators.combine(Arbitraries.integers().between(1, 3), Arbitraries.of(NODES))
                .as(Timestamp::new);
    }

    private static Arbitrary<Stamp> vector() {
        return Arbitraries.integers()
                .between(0, 3)
                .list()
                .ofSize(NODES.size())
                .map(counts -> new Vector(
                        Map.of(NODES.get(0), counts.get(0), NODES.get(1), counts.get(1), NODES.get(2), counts.get(2))));
    }

    /** Stamps are unique: what was written does not matter. */
    private static Version version(Stamp stamp) {
        return new Version(new Command("v"), stamp);
    }
}
