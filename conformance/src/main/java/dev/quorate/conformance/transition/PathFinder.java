package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.ModelFile;
import dev.quorate.conformance.tlc.GraphState;
import dev.quorate.conformance.tlc.GraphVisitor;
import dev.quorate.conformance.tlc.Reports;
import dev.quorate.conformance.tlc.TlcProcess;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.transition.LocalStep.Global;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the shortest way from an initial state to what it looks for, in TLC's process. With one worker TLC searches breadth
 * first, so the first edge to a state is the last of a shortest path to it; of each state only its predecessor's fingerprint
 * is kept, and TLC is asked for the states themselves once a path is known.
 */
final class PathFinder implements GraphVisitor {
    /** Asks for a path to each local transition that takes a branch of the code which none before it took. */
    static final String COVERAGE = "coverage";

    private final Code<?, ?, ?> code;
    private final List<Place> places;
    private final Path report;
    private final Successors graph;

    private final Map<Long, Long> predecessors = new HashMap<>();
    private final Set<Long> initialPrints = new HashSet<>();
    private final List<GraphState> initial = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private final Optional<BranchCoverage> coverage;
    private final Map<String, Value> constants;
    private final BitSet reached = new BitSet();

    /** The events without a message that happened so far, and the nodes' states in which they have been tried. */
    private final Set<Map<String, Value>> events = new LinkedHashSet<>();

    private final Set<Long> settled = new HashSet<>();
    private final List<Hit> hits = new ArrayList<>();
    private Long stateSeenIn;

    /** The first edge that is what is wanted, but which the code gives. */
    private Optional<Hit> givenHere = Optional.empty();

    private Global last;

    /**
     * A place in the graph.
     *
     * @param state the key of a node's state
     * @param event the fingerprint of the event in it; 0 if the state itself is the place
     * @param transition the key of the local transition
     */
    private record Place(long state, long event, long transition) {
        static Place parse(String text) {
            String[] keys = text.split(",", 3);
            return new Place(Long.parseLong(keys[0]), Long.parseLong(keys[1]), Long.parseLong(keys[2]));
        }
    }

    /** Something found: the fingerprint of the state before it, and the state that it leads to; null if that is all. */
    private record Hit(String sentence, long from, GraphState to) {}

    /** A path: in each state the value of each variable, in TLA+ notation. */
    record Found(String sentence, List<Map<String, String>> states) {}

    /** All paths. */
    record Report(List<Found> paths) {}

    private PathFinder(
            Code<?, ?, ?> code,
            List<Place> places,
            Optional<BranchCoverage> coverage,
            Map<String, Value> constants,
            Path report,
            Successors graph) {
        this.code = code;
        this.coverage = coverage;
        this.constants = constants;
        this.places = places;
        this.report = report;
        this.graph = graph;
    }

    /** Where a local transition is, as a job for the finder; or where its node's state is, if the spec does not enable it. */
    static String place(LocalTransition transition, boolean enabled) {
        return place(transition.before, transition.event, enabled);
    }

    static String place(Value before, Value event, boolean enabled) {
        return LocalTransition.stateKey(before, event)
                + ","
                + (enabled ? Fingerprint.of(event) : 0)
                + ","
                + LocalTransition.key(before, event);
    }

    /** Makes the finder in TLC's process. The job is what is wanted, places or {@link #COVERAGE}, then the model's file. */
    public static final class Factory implements GraphVisitor.Factory {
        @Override
        public GraphVisitor create(String job, Path report, Successors graph) {
            String what = job.substring(0, job.indexOf(' '));
            Model model = ModelFile.read(Path.of(job.substring(job.indexOf(' ') + 1)));
            return new PathFinder(
                    Conformance.codeOf(model),
                    what.isEmpty() || what.equals(COVERAGE)
                            ? List.of()
                            : Arrays.stream(what.split(";")).map(Place::parse).toList(),
                    what.equals(COVERAGE) ? Optional.of(coverage(model)) : Optional.empty(),
                    model.configuration().constants(),
                    report,
                    graph);
        }
    }

    private static BranchCoverage coverage(Model model) {
        return new BranchCoverage(
                Binding.of(model.spec()).orElseThrow(), model.configuration().constants());
    }

    @Override
    public void initial(GraphState state) {
        initial.add(state);
        initialPrints.add(fingerprint(state));
    }

    @Override
    public void edge(GraphState from, GraphState to) {
        if (last == null || last.state.state() != from.state()) {
            last = Global.of(from);
        }
        long source = fingerprint(from);
        long target = fingerprint(to);
        if (!initialPrints.contains(target)) {
            predecessors.putIfAbsent(target, source);
        }
        if (coverage.isPresent()) {
            lookForBranches(last, source, to);
        } else if (places.stream().anyMatch(place -> isAt(place, last, source, to))) {
            finish(true);
            TlcProcess.stop();
        }
    }

    @Override
    public void finish(boolean complete) {
        if (hits.isEmpty()) {
            givenHere.ifPresent(hits::add);
        }
        if (hits.isEmpty() && stateSeenIn != null) {
            // The bounds cut the step off, so it is no edge of the graph.
            hits.add(new Hit("", stateSeenIn, null));
        }
        Reports.write(new Report(hits.stream().map(this::pathTo).toList()), report);
    }

    private boolean isAt(Place wanted, Global before, long source, GraphState to) {
        if (stateSeenIn == null) {
            for (int i = 0; i < before.nodes.length; i++) {
                if (wanted.state == LocalStep.key(TlcValues.fingerprint(before.names[i]), before.nodePrints[i])) {
                    stateSeenIn = source;
                }
            }
        }
        if (wanted.event == 0) {
            return stateSeenIn != null;
        }
        Object event = LocalStep.EVENT.of(to);
        Object node = TlcValues.field(event, "node");
        if (node == null || TlcValues.fingerprint(event) != wanted.event) {
            return false;
        }
        int acting = before.indexOf(node);
        if (wanted.transition != LocalStep.key(before.nodePrints[acting], wanted.event)) {
            return false;
        }
        if (isGiven(before, acting, event, to)) {
            // From another state, or under another of its names, it is not.
            if (givenHere.isEmpty()) {
                givenHere = Optional.of(new Hit("", source, to));
            }
            return false;
        }
        hits.add(new Hit("", source, to));
        return true;
    }

    /** Whether the code does what this edge does. */
    private boolean isGiven(Global before, int acting, Object event, GraphState to) {
        Object message = TlcValues.field(event, "message");
        return LocalTransition.execute(code, TlcValues.toValue(before.nodes[acting]), TlcValues.toValue(event))
                .gives(before, before.next(to), acting, message == null ? 0 : before.printOfMessage(message));
    }

    private void lookForBranches(Global before, long source, GraphState to) {
        Object event = LocalStep.EVENT.of(to);
        Object node = TlcValues.field(event, "node");
        if (node == null) {
            return;
        }
        int acting = before.indexOf(node);
        if (seen.add(LocalStep.key(before.nodePrints[acting], TlcValues.fingerprint(event)))) {
            Value state = TlcValues.toValue(before.nodes[acting]);
            Value happening = TlcValues.toValue(event);
            BitSet added = coverage.orElseThrow().step(constants, state, happening);
            added.andNot(reached);
            if (!added.isEmpty()) {
                reached.or(added);
                hits.add(new Hit(Sentences.of(code, state, happening), source, to));
            }
            if (!fields(happening).containsKey("message")) {
                events.add(fields(happening));
            }
            lookForRefusals(node, Global.of(to), acting, source, to);
        }
    }

    /** The code has branches, too, for events that the spec does not enable in the node's new state. */
    private void lookForRefusals(Object node, Global after, int acting, long source, GraphState to) {
        if (!settled.add(LocalStep.key(TlcValues.fingerprint(node), after.nodePrints[acting]))) {
            return;
        }
        Value name = TlcValues.toValue(node);
        Value state = TlcValues.toValue(after.nodes[acting]);
        for (Map<String, Value> fields : events) {
            Map<String, Value> there = new TreeMap<>(fields);
            there.put("node", name);
            Value event = Value.record(there);
            if (!isRefused(state, event)) {
                // An edge of the graph will have it: a path that ends here does not.
                continue;
            }
            BitSet added = coverage.orElseThrow().step(constants, state, event);
            added.andNot(reached);
            if (!added.isEmpty()) {
                reached.or(added);
                hits.add(new Hit(Sentences.of(code, state, event), source, to));
            }
        }
    }

    private boolean isRefused(Value state, Value event) {
        Code.Outcome outcome = code.step(state, event);
        return outcome.after().equals(state) && outcome.messages().isEmpty();
    }

    private static Map<String, Value> fields(Value event) {
        return ((Value.Rec) event).fields();
    }

    private Found pathTo(Hit hit) {
        Deque<Long> chain = new ArrayDeque<>();
        for (Long at = hit.from; at != null; at = predecessors.get(at)) {
            chain.addFirst(at);
        }
        List<Map<String, String>> states = new ArrayList<>();
        List<GraphState> candidates = initial;
        GraphState state = null;
        for (long print : chain) {
            state = candidates.stream()
                    .filter(candidate -> fingerprint(candidate) == print)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("TLC does not find its own path again"));
            states.add(shown(state));
            candidates = graph.of(state);
        }
        if (hit.to != null) {
            states.add(shown(hit.to));
        } else {
            candidates.stream()
                    .filter(next -> places.stream()
                            .anyMatch(place -> TlcValues.fingerprint(LocalStep.EVENT.of(next)) == place.event))
                    .findFirst()
                    .ifPresent(next -> states.add(shown(next)));
        }
        return new Found(hit.sentence, states);
    }

    private static Map<String, String> shown(GraphState state) {
        Map<String, String> values = new TreeMap<>();
        for (String variable : state.variables()) {
            Value value = TlcValues.toValue(new GraphState.Variable(variable).of(state));
            values.put(variable, value.toString());
        }
        return values;
    }

    /** Of all variables but the event: two edges to one state differ in it. */
    private static long fingerprint(GraphState state) {
        long print = 0;
        for (String variable : state.variables()) {
            if (!variable.equals("event")) {
                print = Fingerprint.pair(print, TlcValues.fingerprint(new GraphState.Variable(variable).of(state)));
            }
        }
        return print;
    }
}
