package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.binding.Network;
import dev.quorate.conformance.binding.NetworkValues;
import dev.quorate.conformance.binding.Traffic;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.transition.Divergence.Kind;
import dev.quorate.conformance.transition.Divergence.Outcome;
import dev.quorate.conformance.transition.LocalStep.Global;
import dev.quorate.conformance.transition.LocalTransition.Mismatch;
import dev.quorate.conformance.transition.LocalTransition.Networks;
import dev.quorate.conformance.value.Differences;
import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what diverges: counts all of it, and keeps the first of each kind and event to show. */
final class Divergences {
    private final Code<?, ?, ?> code;
    private final Map<String, Divergence> first = new LinkedHashMap<>();
    private long count;

    Divergences(Code<?, ?, ?> code) {
        this.code = code;
    }

    synchronized List<Divergence> list() {
        return List.copyOf(first.values());
    }

    synchronized long count() {
        return count;
    }

    /** Compares the state in which the code starts a node with the spec's. */
    void initial(Value node, Value expected) {
        Attempt found = Attempt.of(() -> nothing(node, code.initial(node)));
        if (found.outcome == null || !found.outcome.after().equals(expected)) {
            add(Kind.INITIAL, "Init", node.toString(), "[type |-> \"Init\"]", "", only(expected), found, "");
        }
    }

    /** No edge does what the code does. */
    void step(LocalTransition transition) {
        add(
                Kind.STEP,
                transition.label,
                transition.node(),
                transition.event.toString(),
                transition.before.toString(),
                transition.mismatch,
                attempt(transition.before, transition.event),
                PathFinder.place(transition, true));
    }

    /** The spec does not enable an event, and the code does something. */
    void enabled(LocalTransition does) {
        add(
                Kind.ENABLED,
                does.label,
                does.node(),
                does.event.toString(),
                does.before.toString(),
                only(does.before),
                attempt(does.before, does.event),
                PathFinder.place(does, false));
    }

    /** Compares what the code does under another naming of the nodes with what it did before. */
    void renamed(LocalTransition transition, Map<Value, Value> names) {
        Value before = transition.before.rename(names);
        Value event = transition.event.rename(names);
        Attempt original = attempt(transition.before, transition.event);
        Attempt found = attempt(before, event);
        if (original.outcome == null) {
            return; // A divergence already, of the unrenamed step.
        }
        Code.Outcome expected = original.outcome.rename(names);
        if (found.outcome == null || !code.areAlike(found.outcome, expected)) {
            add(
                    Kind.SYMMETRY,
                    transition.label,
                    names.getOrDefault(ValueParser.parse(transition.node()), new Value.Str("?"))
                            .toString(),
                    event.toString(),
                    before.toString(),
                    new Mismatch(expected.after(), expected.messages(), Optional.empty()),
                    found,
                    PathFinder.place(transition, true));
        }
    }

    /** A step changes a node that it does not happen at. */
    void notLocal(Global before, Global after, int changed, Object event) {
        Value old = TlcValues.toValue(before.nodes[changed]);
        Value now = TlcValues.toValue(after.nodes[changed]);
        Value happening = TlcValues.toValue(event);
        add(
                Kind.NOT_LOCAL,
                happening.toString(),
                TlcValues.toValue(before.names[changed]).toString(),
                happening.toString(),
                old.toString(),
                only(now),
                new Attempt(nothing(TlcValues.toValue(before.names[changed]), old), ""),
                "");
    }

    /** A state, and no message. */
    private static Mismatch only(Value after) {
        return new Mismatch(after, Set.of(), Optional.empty());
    }

    private static Code.Outcome nothing(Value node, Value after) {
        return new Code.Outcome(after, Set.of(), new Traffic<>(node, Optional.empty(), false, List.of()));
    }

    private Attempt attempt(Value before, Value event) {
        return Attempt.of(() -> code.step(before, event));
    }

    /** What the code gives, or why it gives nothing. */
    private record Attempt(Code.Outcome outcome, String failure) {
        static Attempt of(Supplier<Code.Outcome> step) {
            try {
                return new Attempt(step.get(), "");
            } catch (Code.StepFailure e) {
                return new Attempt(null, e.getMessage());
            }
        }

        Outcome shown() {
            return outcome == null
                    ? new Outcome(failure, List.of())
                    : Divergences.shown(outcome.after(), outcome.messages());
        }
    }

    private synchronized void add(
            Kind kind,
            String label,
            String node,
            String event,
            String before,
            Mismatch expected,
            Attempt found,
            String place) {
        count++;
        first.computeIfAbsent(
                kind + " " + label,
                ignored -> new Divergence(
                        kind,
                        node,
                        event,
                        before,
                        shown(expected.after(), expected.messages()),
                        found.shown(),
                        differences(node, expected, found),
                        place));
    }

    private static List<String> differences(String node, Mismatch expected, Attempt found) {
        if (found.outcome == null) {
            return List.of(found.failure);
        }
        List<String> differences = new ArrayList<>(Differences.between(
                "nodes[" + node + "]", expected.after(), found.outcome.after(), "the spec", "the code"));
        if (expected.channels().isPresent()) {
            differences.addAll(inChannels(expected.channels().get(), found.outcome.traffic()));
            return differences;
        }
        differences.addAll(Differences.between(
                "messages sent",
                Value.set(expected.messages()),
                Value.set(found.outcome.messages()),
                "the spec",
                "the code"));
        if (differences.isEmpty()) {
            differences.add(
                    found.outcome.traffic().hangsUp()
                            ? "network: the code closes the node's channels"
                            : "network: the step takes away other messages than the one received");
        }
        return differences;
    }

    private static List<String> inChannels(Networks spec, Traffic<Value, Value> byCode) {
        try {
            Network<Value, Value> before = NetworkValues.parse(spec.before()).orElseThrow();
            return NetworkValues.differences(
                    spec.after(), NetworkValues.of(before.after(byCode)), "the spec", "the code");
        } catch (IllegalArgumentException e) {
            return List.of("network: the step receives a message that is not the next on its channel");
        }
    }

    private static Outcome shown(Value after, Set<Value> messages) {
        return new Outcome(
                after.toString(),
                messages.stream().map(Value::toString).sorted().toList());
    }
}
