package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.ModelFile;
import dev.quorate.conformance.model.Renaming;
import dev.quorate.conformance.tlc.GraphState;
import dev.quorate.conformance.tlc.GraphVisitor;
import dev.quorate.conformance.tlc.Reports;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.transition.LocalStep.Global;
import dev.quorate.conformance.transition.LocalTransition.Mismatch;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Holds each edge of the state graph against the code. Most edges repeat a local transition that was seen before: these are
 * dismissed by fingerprints of TLC's own values. A new one is decoded, executed on the code, and what it gives is kept as
 * fingerprints, with which every edge is then compared, the first like the millionth.
 *
 * <p>Two values that differ have the same 64-bit fingerprint with probability 2<sup>-64</sup>; with n local transitions a
 * collision is unlikely as long as n² is far below 2<sup>64</sup>, the same bargain as TLC's own.
 */
final class TransitionChecker implements GraphVisitor {
    private final Code<?, ?, ?> code;
    private final Renaming renaming;
    private final Path reportFile;
    private final Successors graph;

    private final Map<Long, LocalTransition> transitions = new ConcurrentHashMap<>();
    private final Map<Long, LocalState> states = new ConcurrentHashMap<>();
    private final Divergences divergences;
    private final LongAdder edges = new LongAdder();
    private final LongAdder environmentEdges = new LongAdder();
    private final LongAdder compared = new LongAdder();
    private final LongAdder renamed = new LongAdder();

    /** For each worker, the state whose edges it is passing. */
    private final Map<Thread, Source> sources = new ConcurrentHashMap<>();

    /**
     * A state, and the steps from it. That some edge gives what the code does is not enough: it may be one from another state,
     * where a message that the code fails to send was in the network already.
     */
    private static final class Source {
        private final Global global;
        private final Set<LocalTransition> given = new HashSet<>();
        private final Map<LocalTransition, Mismatch> missed = new HashMap<>();

        Source(Global global) {
            this.global = global;
        }

        /** No more edges come from this state. */
        void settle() {
            missed.forEach((transition, mismatch) -> {
                if (!given.contains(transition)) {
                    transition.suspect(global, mismatch);
                }
            });
        }
    }

    /** A node's state that the model expands, and a global state in which it occurs. */
    private record LocalState(Object node, Object state, Global global) {}

    TransitionChecker(Code<?, ?, ?> code, Renaming renaming, Path reportFile, Successors graph) {
        this.code = code;
        this.divergences = new Divergences(code);
        this.renaming = renaming;
        this.reportFile = reportFile;
        this.graph = graph;
    }

    /** Makes the checker in TLC's process. The job is the model's file. */
    public static final class Factory implements GraphVisitor.Factory {
        @Override
        public GraphVisitor create(String job, Path report, Successors graph) {
            Model model = ModelFile.read(Path.of(job));
            return new TransitionChecker(Conformance.codeOf(model), Renaming.of(model), report, graph);
        }
    }

    @Override
    public void initial(GraphState state) {
        Global global = Global.of(state);
        for (int i = 0; i < global.nodes.length; i++) {
            divergences.initial(TlcValues.toValue(global.names[i]), TlcValues.toValue(global.nodes[i]));
        }
    }

    @Override
    public void edge(GraphState from, GraphState to) {
        edges.increment();
        Source source = sources.get(Thread.currentThread());
        if (source == null || source.global.state.state() != from.state()) {
            if (source != null) {
                source.settle();
            }
            source = new Source(Global.of(from));
            sources.put(Thread.currentThread(), source);
            remember(source.global);
        }
        compare(source, to);
    }

    private void remember(Global global) {
        for (int i = 0; i < global.nodes.length; i++) {
            long print = LocalStep.key(TlcValues.fingerprint(global.names[i]), global.nodePrints[i]);
            if (!states.containsKey(print)) {
                states.putIfAbsent(print, new LocalState(global.names[i], global.nodes[i], global));
            }
        }
    }

    private void compare(Source source, GraphState to) {
        Global before = source.global;
        Global after = before.next(to);
        Object event = LocalStep.EVENT.of(to);
        Object node = TlcValues.field(event, "node");
        int acting = node == null ? -1 : before.indexOf(node);
        for (int i = 0; i < before.nodes.length; i++) {
            if (i != acting && before.nodePrints[i] != after.nodePrints[i]) {
                divergences.notLocal(before, after, i, event);
            }
        }
        if (acting < 0) {
            environmentEdges.increment();
            return;
        }
        long key = LocalStep.key(before.nodePrints[acting], before.print(event));
        LocalTransition transition = transitions.get(key);
        if (transition == null) {
            transition = execute(key, before.nodes[acting], event);
        }
        compared.increment();
        Object message = TlcValues.field(event, "message");
        long received = message == null ? 0 : before.printOfMessage(message);
        if (transition.gives(before, after, acting, received)) {
            transition.matched = true;
            if (transition.mismatch != null) {
                source.given.add(transition);
            }
        } else {
            if (transition.mismatch == null) {
                transition.mismatch = transition.mismatch(before, after, acting);
            }
            source.missed.putIfAbsent(
                    transition,
                    transition.hasRoom() ? transition.mismatch(before, after, acting) : transition.mismatch);
        }
    }

    /**
     * Whether what the code does is no outcome of the spec: in no state at all, or not in one where the spec enables the event.
     * There TLC is asked, as the bounds may have cut off the edge that gives it.
     */
    private boolean isDivergence(LocalTransition transition) {
        if (transition.mismatch == null) {
            return false;
        }
        return !transition.matched
                || transition.suspects().stream().anyMatch(suspect -> {
                    transition.mismatch = suspect.mismatch();
                    return graph.of(suspect.from().state).stream()
                            .noneMatch(to -> isGiven(transition, suspect.from(), to));
                });
    }

    private boolean isGiven(LocalTransition transition, Global before, GraphState to) {
        Object event = LocalStep.EVENT.of(to);
        if (TlcValues.fingerprint(event) != Fingerprint.of(transition.event)) {
            return false;
        }
        Object message = TlcValues.field(event, "message");
        return transition.gives(
                before,
                before.next(to),
                before.indexOf(TlcValues.field(event, "node")),
                message == null ? 0 : before.printOfMessage(message));
    }

    private LocalTransition execute(long key, Object before, Object event) {
        Value state = TlcValues.toValue(before);
        Value happening = TlcValues.toValue(event);
        LocalTransition transition = LocalTransition.execute(code, state, happening);
        if (transition.key() != key) {
            throw new IllegalStateException("the fingerprints of TLC's values and of ours differ, at " + state);
        }
        LocalTransition other = transitions.putIfAbsent(key, transition);
        if (other != null) {
            return other;
        }
        for (Map<Value, Value> names : renaming.others()) {
            renamed.increment();
            divergences.renamed(transition, names);
        }
        return transition;
    }

    @Override
    public void finish(boolean complete) {
        sources.values().forEach(Source::settle);
        long inModel = transitions.size();
        long disabled = complete ? checkDisabledEvents() : 0;
        transitions.values().stream().filter(this::isDivergence).forEach(divergences::step);
        Map<String, Long> byEvent = new TreeMap<>();
        transitions.values().forEach(transition -> byEvent.merge(transition.label, 1L, Long::sum));
        Runtime runtime = Runtime.getRuntime();
        Reports.write(
                new Report(
                        complete,
                        edges.sum(),
                        environmentEdges.sum(),
                        inModel,
                        transitions.size() - inModel,
                        renamed.sum(),
                        states.size(),
                        disabled,
                        transitions.values().stream()
                                .filter(transition -> transition.matched && transition.mismatch != null)
                                .count(),
                        edges.sum()
                                - environmentEdges.sum()
                                - compared.sum()
                                + transitions.values().stream()
                                        .mapToLong(LocalTransition::suspectsNotKept)
                                        .sum(),
                        byEvent,
                        uncovered(byEvent.keySet()),
                        divergences.list(),
                        divergences.count(),
                        runtime.totalMemory() - runtime.freeMemory()),
                reportFile);
    }

    /**
     * In each local state that the model expands, each event that is not one of the graph's: the code must do nothing, or the
     * spec enables the event after all and only the model's bounds cut it off. TLC itself says which.
     *
     * @return how many the spec does not enable
     */
    private long checkDisabledEvents() {
        List<EventUniverse.Shape> shapes = EventUniverse.of(transitions.values(), code);
        long disabled = 0;
        for (LocalState local : states.values()) {
            Value node = TlcValues.toValue(local.node);
            Value state = TlcValues.toValue(local.state);
            List<GraphState> successors = null;
            for (Value event : EventUniverse.eventsAt(node, shapes)) {
                long key = LocalStep.key(Fingerprint.of(state), Fingerprint.of(event));
                if (transitions.containsKey(key)) {
                    continue;
                }
                LocalTransition does = LocalTransition.execute(code, state, event);
                if (does.isNothing()) {
                    disabled++;
                    continue;
                }
                if (successors == null) {
                    successors = graph.of(local.global.state);
                }
                List<GraphState> enabled = successors.stream()
                        .filter(successor ->
                                TlcValues.fingerprint(LocalStep.EVENT.of(successor)) == Fingerprint.of(event))
                        .toList();
                Source source = new Source(local.global);
                for (GraphState successor : enabled) {
                    edges.increment();
                    compare(source, successor);
                }
                source.settle();
                if (enabled.isEmpty()) {
                    disabled++;
                    divergences.enabled(does);
                }
            }
        }
        return disabled;
    }

    /** Every event and every message that the code names must have been met. */
    private List<String> uncovered(Set<String> met) {
        List<String> uncovered = new ArrayList<>();
        for (String event : code.eventNames()) {
            if (met.stream().noneMatch(label -> label.equals(event) || label.startsWith(event + " "))) {
                uncovered.add("action " + event);
            }
        }
        for (String message : code.messageNames()) {
            if (met.stream().noneMatch(label -> label.endsWith(" " + message))) {
                uncovered.add("message " + message);
            }
        }
        return uncovered;
    }
}
