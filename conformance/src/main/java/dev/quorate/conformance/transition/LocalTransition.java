package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.transition.LocalStep.Global;
import dev.quorate.conformance.transition.NetworkPrints.Sent;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An event at a node in a local state, and what the code does with it. Of the outcome only fingerprints are kept, so that a
 * million transitions fit in memory; values are made again where one has to be shown.
 */
final class LocalTransition {
    /** If the spec has one outcome only, the first is enough. */
    private static final int SUSPECTS_KEPT = 8;

    /** The event's type, followed by the message's for an event that carries one. */
    final String label;

    final Value before;
    final Value event;
    private final boolean failed;
    private final long after;
    private final Sent sent;

    /** Some edge does what the code does. */
    volatile boolean matched;

    /** Some edge does something else; the first such edge. */
    volatile Mismatch mismatch;

    /** States in which no edge does what the code does, as far as the bounds show. */
    private final List<Suspect> suspects = new ArrayList<>();

    private long suspectsNotKept;

    /** A state, and what the spec does there instead. */
    record Suspect(Global from, Mismatch mismatch) {}

    /**
     * What the spec does in an edge: the node's state after it, and the messages that it sends as far as can be told.
     *
     * @param channels the network before and after it, if it is one of channels
     */
    record Mismatch(Value after, Set<Value> messages, Optional<Networks> channels) {}

    /** The networks before and after an edge. */
    record Networks(Value before, Value after) {}

    /** What the spec does in an edge. */
    Mismatch mismatch(Global from, Global to, int node) {
        Optional<Networks> channels = sent.traffic()
                .map(traffic -> new Networks(
                        TlcValues.toValue(LocalStep.NETWORK.of(from.state)),
                        TlcValues.toValue(LocalStep.NETWORK.of(to.state))));
        return new Mismatch(
                TlcValues.toValue(to.nodes[node]), from.network.sent(to.network, sent, from.names[node]), channels);
    }

    private LocalTransition(Value before, Value event, boolean failed, long after, Sent sent) {
        this.label = label(event);
        this.before = before;
        this.event = event;
        this.failed = failed;
        this.after = after;
        this.sent = sent;
    }

    static LocalTransition execute(Code<?, ?, ?> code, Value before, Value event) {
        try {
            Code.Outcome outcome = code.step(before, event);
            return new LocalTransition(before, event, false, Fingerprint.of(outcome.after()), Sent.of(code, outcome));
        } catch (Code.StepFailure e) {
            return new LocalTransition(before, event, true, 0, Sent.NOTHING);
        }
    }

    /** Whether an edge is what the code does at this node. */
    boolean gives(Global from, Global to, int node, long received) {
        return !failed && to.nodePrints[node] == after && from.network.leadsTo(to.network, sent, received);
    }

    synchronized boolean hasRoom() {
        return suspects.size() < SUSPECTS_KEPT;
    }

    synchronized void suspect(Global from, Mismatch instead) {
        if (hasRoom()) {
            suspects.add(new Suspect(from, instead));
        } else if (matched) {
            suspectsNotKept++;
        }
    }

    synchronized List<Suspect> suspects() {
        return List.copyOf(suspects);
    }

    synchronized long suspectsNotKept() {
        return suspectsNotKept;
    }

    /** Where it happens. */
    String node() {
        return field(event, "node").map(Value::toString).orElse("");
    }

    /** What identifies the node's state in which it happens, the node included. */
    long stateKey() {
        return stateKey(before, event);
    }

    static long stateKey(Value before, Value event) {
        return LocalStep.key(field(event, "node").map(Fingerprint::of).orElse(0L), Fingerprint.of(before));
    }

    /** What identifies it. */
    long key() {
        return key(before, event);
    }

    static long key(Value before, Value event) {
        return LocalStep.key(Fingerprint.of(before), Fingerprint.of(event));
    }

    /** Whether the code changes nothing, sends nothing, and leaves its channels open. */
    boolean isNothing() {
        return !failed && after == Fingerprint.of(before) && sent.isNothing();
    }

    private static String label(Value event) {
        String type = typeOf(event).orElse(event.toString());
        return field(event, "message")
                .flatMap(LocalTransition::typeOf)
                .map(message -> type + " " + message)
                .orElse(type);
    }

    private static Optional<String> typeOf(Value value) {
        return field(value, "type").map(type -> type instanceof Value.Str text ? text.value() : type.toString());
    }

    private static Optional<Value> field(Value value, String name) {
        return value instanceof Value.Rec fields
                ? Optional.ofNullable(fields.fields().get(name))
                : Optional.empty();
    }
}
