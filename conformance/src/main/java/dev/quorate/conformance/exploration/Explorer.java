package dev.quorate.conformance.exploration;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.World.Constraint;
import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.conformance.binding.WorldCodec;
import dev.quorate.conformance.exploration.Exploration.Violation;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Renaming;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.conformance.value.Value;
import it.unimi.dsi.fastutil.Hash;
import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Explores a model with the Java code in the place of the spec: breadth first, every event that may happen next in every
 * state within the model's bounds. As in TLC, invariants are checked on states just beyond the bounds, too; those are not
 * counted. Of each state 16 bytes are kept, its fingerprint and its predecessor's, in a table that is at least three eighths
 * full; states themselves only while they wait to be expanded.
 */
public final class Explorer<S, E, M, G> {
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    private final Model model;
    private final Graph<S, E, M, G> graph;
    private final List<Constraint<S>> constraints = new ArrayList<>();
    private final Consumer<String> progress;

    /** Of each state, by its fingerprint, that of the state it was found from; an initial state's is its own. */
    private final Long2LongOpenHashMap predecessors = new Long2LongOpenHashMap();

    private final View view = new View();
    private IntArrayList found = new IntArrayList();
    private long renamed;
    private long edges;
    private long longestWait;
    private Found violation;

    /** A violation: the fingerprint of the state before the step, and where the step leads. */
    private record Found(String property, long from, Map<String, Value> to) {}

    /** The local states of the state at hand. */
    private final class View extends AbstractList<S> {
        private int[] state;

        @Override
        public S get(int node) {
            return graph.local(state[node]);
        }

        @Override
        public int size() {
            return graph.nodes;
        }
    }

    private Explorer(
            Binding<S, E, M> binding,
            World<S, E, M, G> world,
            Model model,
            Renaming renaming,
            Consumer<String> progress) {
        this.model = model;
        this.progress = progress;
        graph = new Graph<>(binding, world, renaming);
        for (String name : model.configuration().constraints()) {
            constraints.add(world.constraint(name)
                    .orElseThrow(() -> new BadInputException(model + " cannot be explored: its constraint " + name
                            + " has no counterpart in the world of " + model.spec())));
        }
    }

    /**
     * An explorer of a model.
     *
     * @param symmetry whether states that differ by a renaming are one, if the model says so
     * @throws BadInputException if no code is bound to the model's spec, or the model is not one of what the code does
     */
    public static Explorer<?, ?, ?, ?> of(Model model, boolean symmetry, Consumer<String> progress) {
        Binding<?, ?, ?> binding = Binding.of(model.spec())
                .orElseThrow(() -> new BadInputException("no Java code is bound to the spec " + model.spec()));
        if (!model.conformable()) {
            throw new BadInputException(model + " cannot be explored: it is not a model of what the code does, but "
                    + "of a planted fault, a situation, or a tamer world");
        }
        return of(binding, model, symmetry ? Renaming.of(model) : new Renaming(List.of()), progress);
    }

    private static <S, E, M> Explorer<S, E, M, ?> of(
            Binding<S, E, M> binding, Model model, Renaming renaming, Consumer<String> progress) {
        return of(binding, binding.world(model.configuration().constants()), model, renaming, progress);
    }

    /** An explorer of a world that need not be the binding's own. */
    static <S, E, M, G> Explorer<S, E, M, G> of(
            Binding<S, E, M> binding,
            World<S, E, M, G> world,
            Model model,
            Renaming renaming,
            Consumer<String> progress) {
        return new Explorer<>(binding, world, model, renaming, progress);
    }

    /** Explores until there is no state left, a violation is found, or the time is over. */
    public Exploration explore(Optional<Duration> limit) {
        long start = System.nanoTime();
        long lastProgress = start;
        int depth = 0;
        int[] initial = graph.initial();
        enter(initial, initial.length, 0);
        Optional<String> unfinished = Optional.empty();
        while (!found.isEmpty() && violation == null && unfinished.isEmpty()) {
            depth++;
            IntArrayList level = found;
            longestWait = Math.max(longestWait, level.elements().length);
            found = new IntArrayList();
            int at = 0;
            while (at < level.size() && violation == null) {
                int length = level.getInt(at);
                int[] state = Arrays.copyOfRange(level.elements(), at + 1, at + 1 + length);
                expand(state);
                at += length + 1;
                long now = System.nanoTime();
                if (now - lastProgress > PROGRESS_NANOS) {
                    lastProgress = now;
                    progress.accept(
                            String.format("%,d edges explored, %,d distinct states", edges, predecessors.size()));
                    if (limit.isPresent() && now - start > limit.get().toNanos()) {
                        unfinished =
                                Optional.of("the time limit of " + limit.get().toSeconds() + " s is over");
                        break;
                    }
                }
            }
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Exploration(
                predecessors.size(),
                renamed,
                edges,
                depth,
                graph.localSteps(),
                Math.multiplyExact(2L * Long.BYTES, HashCommon.arraySize(predecessors.size(), Hash.DEFAULT_LOAD_FACTOR))
                        + Integer.BYTES * longestWait,
                time,
                Optional.ofNullable(violation).map(this::violation),
                unfinished);
    }

    private void expand(int[] state) {
        long from = graph.print(state, state.length);
        graph.expand(state, (moved, local, incident, to, length) -> {
            edges++;
            boolean isNew = isWithin(to, length) ? enter(to, length, from) : moved >= 0;
            String broken = local == null ? "" : local.broken;
            if (broken.isEmpty() && isNew && moved >= 0) {
                broken = broken(state, moved, to);
            }
            if (broken.isEmpty()) {
                return true;
            }
            Map<String, Value> last = graph.values(to, length);
            last.put(Trace.EVENT, graph.label(local, incident));
            violation = new Found(broken, from, last);
            return false;
        });
    }

    /** Counts a state and keeps it, if it is new. */
    private boolean enter(int[] state, int length, long from) {
        long print = graph.print(state, length);
        if (predecessors.putIfAbsent(print, from == 0 ? print : from) != 0) {
            return false;
        }
        renamed += graph.orbit();
        found.add(length);
        found.addElements(found.size(), state, 0, length);
        return true;
    }

    private boolean isWithin(int[] state, int length) {
        view.state = state;
        for (Constraint<S> constraint : constraints) {
            if (!graph.isWithin(constraint, view, state, length)) {
                return false;
            }
        }
        return true;
    }

    private String broken(int[] from, int moved, int[] to) {
        view.state = to;
        return graph.world
                .broken(new Moved<>(
                        view,
                        moved,
                        graph.local(from[moved]),
                        graph.ghost(from[graph.nodes]),
                        graph.ghost(to[graph.nodes])))
                .orElse("");
    }

    private Violation violation(Found found) {
        List<Map<String, Value>> states = pathTo(found.from);
        states.add(found.to);
        return new Violation(found.property, trace("the code violates " + found.property, states));
    }

    private Trace trace(String description, List<Map<String, Value>> states) {
        return Trace.of(
                new Trace.Header(
                        model.spec(),
                        model.name(),
                        description,
                        model.configuration().constants(),
                        OptionalInt.empty()),
                states,
                OptionalInt.empty());
    }

    /** Whether a state of this fingerprint was found. */
    boolean hasFound(long print) {
        return predecessors.containsKey(print);
    }

    /** The fingerprints of all states found. */
    Iterable<Long> found() {
        return predecessors.keySet();
    }

    Graph<S, E, M, G> graph() {
        return graph;
    }

    /** The shortest way to a state, by executing it again: its fingerprint says who was before it, and so on. */
    List<Map<String, Value>> pathTo(long print) {
        Deque<Long> prints = new ArrayDeque<>();
        for (long at = print; predecessors.get(at) != at; at = predecessors.get(at)) {
            prints.push(at);
        }
        int[][] at = {graph.initial()};
        List<Map<String, Value>> path = new ArrayList<>();
        Map<String, Value> first = new TreeMap<>(graph.values(at[0], at[0].length));
        first.put(Trace.EVENT, WorldCodec.init());
        path.add(first);
        for (long next : prints) {
            graph.expand(at[0], (moved, local, incident, to, length) -> {
                if (graph.print(to, length) != next) {
                    return true;
                }
                Map<String, Value> state = graph.values(to, length);
                state.put(Trace.EVENT, graph.label(local, incident));
                path.add(state);
                at[0] = Arrays.copyOf(to, length);
                return false;
            });
        }
        return path;
    }
}
