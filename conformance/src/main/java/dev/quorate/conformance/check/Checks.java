package dev.quorate.conformance.check;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.exploration.Comparison;
import dev.quorate.conformance.exploration.Exploration;
import dev.quorate.conformance.exploration.Explorer;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.tlc.TlcResult;
import dev.quorate.conformance.tlc.TlcRun;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Replay;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.conformance.trace.Traces;
import dev.quorate.conformance.transition.Conformance;
import dev.quorate.conformance.transition.Divergence;
import dev.quorate.conformance.transition.Paths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Runs models and holds what comes of them against what must.
 *
 * @param library the folders in which TLC looks for modules
 * @param traces the committed traces
 * @param tlc how TLC is run
 * @param output where the trace of a failed check is saved
 */
public record Checks(List<Path> library, Traces traces, TlcOptions tlc, Path output) {
    /** Whether there is code to hold against a model: it is verified, and its spec has a binding. */
    public static boolean canConform(Model model) {
        return model.conformable() && Binding.of(model.spec()).isPresent();
    }

    /**
     * The same for models that are run together, as {@link Batch} does: unless the options say how many workers there are, each
     * has one, for two models at a time take less time than one after the other with two workers.
     */
    public Checks together(int models) {
        return models < 2 || tlc.workers().isPresent() ? this : new Checks(library, traces, tlc.withWorkers(1), output);
    }

    /** Model-checks a model. A counterexample that is expected must be the committed one. */
    public Outcome check(Model model, Consumer<String> progress) {
        TlcResult result = new TlcRun(model, library, tlc).reporting(progress).run();
        return withTrace(Outcome.of(model, result, ownTlc()));
    }

    /** Model-checks a model, and holds the code against it in the same run. */
    public Outcome conform(Model model, Consumer<String> progress) {
        Outcome outcome = withTrace(Outcome.of(model, Conformance.check(model, library, tlc, progress), ownTlc()));
        Optional<Divergence> first =
                outcome.report().flatMap(report -> report.divergences().stream().findFirst());
        if (first.isEmpty()) {
            return outcome;
        }
        Optional<Path> file = Optional.empty();
        if (!first.get().place().isEmpty()) {
            progress.accept("looking for the shortest trace to the first divergence");
            file = new Paths(library, tlc, progress).to(first.get(), model).map(trace -> save(model, trace));
        }
        return outcome.with(Stories.of(first.get(), file));
    }

    /**
     * Explores a model with the Java code alone.
     *
     * @param symmetry whether states that differ by a renaming are one, if the model says so
     */
    public Explored explore(Model model, boolean symmetry, Consumer<String> progress) {
        Exploration exploration = Explorer.of(model, symmetry, progress).explore(tlc.timeout());
        Explored explored = Explored.of(model, exploration, symmetry);
        if (explored.status() != Status.FAILED) {
            return explored;
        } else if (exploration.violation().isPresent()) {
            Path file = save(model, exploration.violation().get().trace());
            return explored.with("the shortest way there: " + file + " (see it with `quorate replay`)");
        }
        progress.accept(String.join("; ", explored.problems())
                + "; looking for a state that TLC or the code has and the other has not");
        return explored.with(Comparison.of(model, library, tlc, progress).story());
    }

    /** The trace of an expected violation. The correct code must refuse the first step that only a planted fault allows. */
    public static Trace traceOf(Model model, TlcResult result) {
        Trace trace = Trace.of(
                new Trace.Header(
                        model.spec(),
                        model.name(),
                        model.description(),
                        model.configuration().constants(),
                        OptionalInt.empty()),
                result.trace(),
                result.loop());
        if (Binding.of(model.spec()).isEmpty()) {
            return trace;
        }
        OptionalInt refusedAt = Replay.of(trace, model.id()).divergedAt();
        return trace.with(new Trace.Header(
                model.spec(),
                model.name(),
                model.description(),
                model.configuration().constants(),
                refusedAt));
    }

    private boolean ownTlc() {
        return tlc.jar().isEmpty();
    }

    private Outcome withTrace(Outcome outcome) {
        Model model = outcome.model();
        TlcResult result = outcome.result();
        if (result.trace().isEmpty()) {
            return outcome;
        } else if (outcome.status() == Status.FAILED) {
            Path file = save(model, traceOf(model, result));
            return outcome.with("the trace of " + result.trace().size() + " states is in " + file);
        }
        if (Binding.of(model.spec()).isEmpty()) {
            // Traces are committed for the code to follow, or to refuse.
            return outcome;
        }
        Path committed = traces.fileOf(model);
        if (!Files.exists(committed)) {
            return outcome.with("its trace is not there: " + committed + "; `quorate traces " + model + "` writes it");
        }
        Trace trace = Itf.read(committed);
        // Another TLC may find another counterexample: as short as this one, unless it is a lasso.
        boolean same = ownTlc()
                ? Itf.print(trace).equals(Itf.print(traceOf(model, result)))
                : trace.loop().isPresent() == result.loop().isPresent()
                        && (trace.loop().isPresent()
                                || trace.states().size() == result.trace().size());
        return same
                ? outcome
                : outcome.with("its counterexample is not that of " + committed
                        + "; see what has changed, and write it anew" + " with `quorate traces " + model + "`");
    }

    private Path save(Model model, Trace trace) {
        Path file = output.resolve(model.spec() + "-" + model.name() + Traces.SUFFIX);
        Itf.write(trace, file);
        return file;
    }
}
