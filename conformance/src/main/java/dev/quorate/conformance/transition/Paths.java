package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.model.Expectation;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Renaming;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.tlc.TlcRun;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shortest traces of a model, by a run of TLC of their own with one worker.
 *
 * @param library the folders in which TLC looks for modules
 */
public record Paths(List<Path> library, TlcOptions tlc, Consumer<String> progress) {
    /** The shortest trace to a divergence, its last step the diverging one; empty if TLC does not come so far. */
    public Optional<Trace> to(Divergence divergence, Model model) {
        return find(model, places(divergence, model)).stream()
                .map(found -> trace(model, divergence.kind().words() + ": " + divergence.event(), found))
                .findFirst();
    }

    /** Its place, and those that are the same but for a renaming: under symmetry, which of them TLC shows is chance. */
    private static String places(Divergence divergence, Model model) {
        if (divergence.place().isEmpty()) {
            return "";
        }
        Value before = ValueParser.parse(divergence.before());
        Value event = ValueParser.parse(divergence.event());
        return Stream.concat(
                        Stream.of(divergence.place()),
                        Renaming.of(model).others().stream()
                                .map(names -> PathFinder.place(
                                        before.rename(names), event.rename(names), divergence.isEnabled())))
                .distinct()
                .collect(Collectors.joining(";"));
    }

    /**
     * Few traces that together take every branch of the code that the model can take: of the shortest traces to each, those
     * that add one.
     *
     * @param covered what is taken already; what these traces take is added
     */
    public List<Trace> coverage(Model model, BitSet covered) {
        Binding<?, ?, ?> binding = Binding.of(model.spec()).orElseThrow();
        Map<Trace, BitSet> candidates = new LinkedHashMap<>();
        try (BranchCoverage coverage =
                new BranchCoverage(binding, model.configuration().constants())) {
            for (PathFinder.Found found : find(model, PathFinder.COVERAGE)) {
                Trace trace = trace(model, found.sentence(), found);
                candidates.put(trace, coverage.trace(trace));
            }
        }
        List<Trace> chosen = new ArrayList<>();
        while (!candidates.isEmpty()) {
            Trace best = Collections.max(
                    candidates.keySet(),
                    Comparator.comparing((Trace trace) -> gain(candidates.get(trace), covered))
                            .thenComparing(trace -> -trace.states().size()));
            BitSet reached = candidates.remove(best);
            if (gain(reached, covered) == 0) {
                break;
            }
            covered.or(reached);
            chosen.add(best);
        }
        return chosen;
    }

    private static int gain(BitSet reached, BitSet covered) {
        BitSet gain = (BitSet) reached.clone();
        gain.andNot(covered);
        return gain.cardinality();
    }

    private List<PathFinder.Found> find(Model model, String what) {
        TlcRun.Visited<PathFinder.Report> visited = new TlcRun(oneWorker(model), library, tlc)
                .reporting(progress)
                .visit(PathFinder.Factory.class, what + " " + model.file().toAbsolutePath(), PathFinder.Report.class);
        return visited.report()
                .orElseThrow(() -> new IllegalStateException("no path was found in " + model + ": "
                        + visited.result().message()))
                .paths();
    }

    private static Model oneWorker(Model model) {
        return new Model(
                model.spec(),
                model.name(),
                model.description(),
                model.module(),
                model.file(),
                model.size(),
                1,
                new Expectation(Optional.empty(), OptionalLong.empty(), OptionalInt.empty()),
                model.trace(),
                model.conformable(),
                model.configuration());
    }

    private static Trace trace(Model model, String description, PathFinder.Found found) {
        List<Map<String, Value>> states = new ArrayList<>();
        for (Map<String, String> state : found.states()) {
            Map<String, Value> values = new TreeMap<>();
            state.forEach((variable, text) -> values.put(variable, ValueParser.parse(text)));
            states.add(values);
        }
        Trace.Header header = new Trace.Header(
                model.spec(), model.name(), description, model.configuration().constants(), OptionalInt.empty());
        return Trace.of(header, states, OptionalInt.empty());
    }
}
