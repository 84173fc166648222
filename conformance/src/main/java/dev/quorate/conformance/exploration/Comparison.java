package dev.quorate.conformance.exploration;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.ModelFile;
import dev.quorate.conformance.tlc.GraphState;
import dev.quorate.conformance.tlc.GraphVisitor;
import dev.quorate.conformance.tlc.Reports;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.tlc.TlcRun;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.value.Value;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which states of a model TLC finds and the explorer does not, or the other way round.
 *
 * @param onlyTlc a state that only TLC finds, in TLA+ notation; empty if there is none
 * @param onlyCode the steps to a state that only the code finds, a line each; empty if there is none
 */
public record Comparison(Optional<String> onlyTlc, List<String> onlyCode) {
    /** What there is to say of it, in lines. */
    public String story() {
        List<String> lines = new ArrayList<>();
        onlyTlc.ifPresent(state -> lines.add("TLC finds a state that the code does not reach:\n  " + state));
        if (!onlyCode.isEmpty()) {
            lines.add(
                    "the code reaches a state that TLC does not find, like this:\n  " + String.join("\n  ", onlyCode));
        }
        return lines.isEmpty() ? "TLC and the code find the same states" : String.join("\n", lines);
    }

    /** Explores a model and then has TLC check it, and compares state by state. */
    public static Comparison of(Model model, List<Path> library, TlcOptions options, Consumer<String> progress) {
        TlcRun.Visited<Findings> visited = new TlcRun(model, library, options)
                .reporting(progress)
                .visit(Visitor.Factory.class, model.file().toAbsolutePath().toString(), Findings.class);
        Findings findings = visited.report()
                .orElseThrow(() -> new BadInputException(model + ": TLC did not come to its end: "
                        + visited.result().message()));
        return new Comparison(
                findings.onlyTlc.isEmpty() ? Optional.empty() : Optional.of(findings.onlyTlc), findings.onlyCode);
    }

    /** What the visitor has to say: as text, an empty one for nothing. */
    record Findings(String onlyTlc, List<String> onlyCode) {}

    /** Sees TLC's states, in TLC's process, after the explorer has found its own. */
    static final class Visitor implements GraphVisitor {
        private final Explorer<?, ?, ?, ?> explorer;
        private final Path report;
        private final LongOpenHashSet seen = new LongOpenHashSet();
        private String onlyTlc = "";

        private Visitor(Explorer<?, ?, ?, ?> explorer, Path report) {
            this.explorer = explorer;
            this.report = report;
        }

        /** Makes the visitor. The job is the model's file. */
        public static final class Factory implements GraphVisitor.Factory {
            @Override
            public GraphVisitor create(String job, Path report, Successors graph) {
                Explorer<?, ?, ?, ?> explorer = Explorer.of(ModelFile.read(Path.of(job)), true, line -> {});
                explorer.explore(Optional.empty());
                return new Visitor(explorer, report);
            }
        }

        @Override
        public synchronized void initial(GraphState state) {
            see(state);
        }

        @Override
        public synchronized void edge(GraphState from, GraphState to) {
            see(to);
        }

        private void see(GraphState state) {
            Map<String, Value> values = new TreeMap<>();
            for (String variable : state.variables()) {
                if (!variable.equals("event")) {
                    values.put(variable, TlcValues.toValue(new GraphState.Variable(variable).of(state)));
                }
            }
            Map<String, Value> ghosts = new TreeMap<>(values);
            Value nodes = ghosts.remove("nodes");
            Value network = ghosts.remove("network");
            long print = explorer.graph().print(nodes.asMappings(), network, Value.record(ghosts));
            seen.add(print);
            if (onlyTlc.isEmpty() && !explorer.hasFound(print)) {
                onlyTlc = values.toString();
            }
        }

        @Override
        public void finish(boolean complete) {
            List<String> onlyCode = new ArrayList<>();
            for (long print : explorer.found()) {
                if (!seen.contains(print)) {
                    explorer.pathTo(print).forEach(state -> onlyCode.add(state.toString()));
                    break;
                }
            }
            Reports.write(new Findings(onlyTlc, onlyCode), report);
        }
    }
}
