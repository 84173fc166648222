package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.transition.LocalStep.Global;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
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
    private final long[] messages;

    /** Some edge does what the code does. */
    volatile boolean matched;

    /** Some edge does something else; the first such edge. */
    volatile Mismatch mismatch;

    /** States in which no edge does what the code does, as far as the bounds show. */
    private final List<Suspect> suspects = new ArrayList<>();

    private long suspectsNotKept;

    /** A state, and what the spec does there instead. */
    record Suspect(Global from, Mismatch mismatch) {}

    /** What the spec does in an edge: the node's state after it, and the messages that it sends as far as can be told. */
    record Mismatch(Value after, Set<Value> messages) {}

    /** What the spec does in an edge. A message that was in the network already may be sent again: if the code sends it, it is. */
    Mismatch mismatch(Global from, Global to, int node) {
        Set<Value> sent = new LinkedHashSet<>();
        for (Object message : TlcValues.elements(LocalStep.NETWORK.of(to.state))) {
            long print = TlcValues.fingerprint(message);
            if (Arrays.binarySearch(from.network, print) < 0 || Arrays.binarySearch(messages, print) >= 0) {
                sent.add(TlcValues.toValue(message));
            }
        }
        return new Mismatch(TlcValues.toValue(to.nodes[node]), sent);
    }

    private LocalTransition(Value before, Value event, boolean failed, long after, long[] messages) {
        this.label = label(event);
        this.before = before;
        this.event = event;
        this.failed = failed;
        this.after = after;
        this.messages = messages;
    }

    static LocalTransition execute(Code<?, ?, ?> code, Value before, Value event) {
        try {
            Code.Outcome outcome = code.step(before, event);
            return new LocalTransition(
                    before, event, false, Fingerprint.of(outcome.after()), prints(outcome.messages()));
        } catch (Code.StepFailure e) {
            return new LocalTransition(before, event, true, 0, new long[0]);
        }
    }

    /** Whether an edge is what the code does at this node. */
    boolean gives(Global from, Global to, int node, long received) {
        return !failed
                && to.nodePrints[node] == after
                && LocalStep.delivers(from.network, to.network, messages, received);
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

    /** Whether the code changes nothing and sends nothing. */
    boolean isNothing() {
        return !failed && after == Fingerprint.of(before) && messages.length == 0;
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

    private static long[] prints(Set<Value> values) {
        return values.stream().mapToLong(Fingerprint::of).sorted().toArray();
    }
}
