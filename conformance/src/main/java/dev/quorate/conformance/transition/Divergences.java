package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.transition.Divergence.Kind;
import dev.quorate.conformance.transition.Divergence.Outcome;
import dev.quorate.conformance.transition.LocalStep.Global;
import dev.quorate.conformance.value.Differences;
import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
        Attempt found = Attempt.of(() -> new Code.Outcome(code.initial(node), Set.of()));
        if (!found.is(expected, Set.of())) {
            add(Kind.INITIAL, "Init", node.toString(), "[type |-> \"Init\"]", "", expected, Set.of(), found, "");
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
                transition.mismatch.after(),
                transition.mismatch.messages(),
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
                does.before,
                Set.of(),
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
        Value expected = original.outcome.after().rename(names);
        Set<Value> messages = original.outcome.messages().stream()
                .map(message -> message.rename(names))
                .collect(Collectors.toSet());
        if (!found.is(expected, messages)) {
            add(
                    Kind.SYMMETRY,
                    transition.label,
                    names.getOrDefault(ValueParser.parse(transition.node()), new Value.Str("?"))
                            .toString(),
                    event.toString(),
                    before.toString(),
                    expected,
                    messages,
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
                now,
                Set.of(),
                new Attempt(new Code.Outcome(old, Set.of()), ""),
                "");
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

        boolean is(Value after, Set<Value> messages) {
            return outcome != null
                    && outcome.after().equals(after)
                    && outcome.messages().equals(messages);
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
            Value after,
            Set<Value> messages,
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
                        shown(after, messages),
                        found.shown(),
                        differences(node, after, messages, found),
                        place));
    }

    private static List<String> differences(String node, Value after, Set<Value> messages, Attempt found) {
        if (found.outcome == null) {
            return List.of(found.failure);
        }
        List<String> differences = new ArrayList<>(
                Differences.between("nodes[" + node + "]", after, found.outcome.after(), "the spec", "the code"));
        differences.addAll(Differences.between(
                "messages sent", Value.set(messages), Value.set(found.outcome.messages()), "the spec", "the code"));
        return differences.isEmpty()
                ? List.of("network: the step takes away other messages than the one received")
                : differences;
    }

    private static Outcome shown(Value after, Set<Value> messages) {
        return new Outcome(
                after.toString(),
                messages.stream().map(Value::toString).sorted().toList());
    }
}
