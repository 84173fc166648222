package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.tlc.TlcResult;
import dev.quorate.conformance.tlc.TlcRun;
import dev.quorate.conformance.trace.Itf;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.conformance.trace.Traces;
import dev.quorate.conformance.transition.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the committed traces anew. */
@Command(
        name = "traces",
        mixinStandardHelpOptions = true,
        description = {
            "Write the committed traces anew, after a spec has changed: the counterexample of each model that expects one,",
            "and the coverage set of the models that are expected to be verified and say  @trace coverage."
        })
final class TracesCommand implements Callable<Integer> {
    private static final String COVERAGE = "coverage";

    @Mixin
    private Inputs inputs;

    private final Console console = new Console();

    @Override
    public Integer call() {
        Catalog catalog = inputs.catalog();
        Status status = Status.OK;
        Set<String> covered = new LinkedHashSet<>();
        for (Model model : inputs.models(catalog)) {
            if (model.expectation().violates().isPresent()) {
                status = status.and(counterexample(catalog, model));
            } else if (isForCoverage(model)) {
                covered.add(model.spec());
            }
        }
        covered.forEach(spec -> coverage(catalog, spec));
        return status.exitStatus();
    }

    private static boolean isForCoverage(Model model) {
        return model.trace().filter(COVERAGE::equals).isPresent();
    }

    /**
     * A spec's coverage set is made of several models, each of which adds what those before it could not take. So it is made
     * anew as a whole, though one of them may have been named.
     */
    private void coverage(Catalog catalog, String spec) {
        List<Model> models = catalog.models().stream()
                .filter(model -> model.spec().equals(spec))
                .filter(TracesCommand::isForCoverage)
                .toList();
        empty(models.get(0));
        BitSet covered = new BitSet();
        models.forEach(model -> coverage(catalog, model, covered));
    }

    private void empty(Model model) {
        Path folder = inputs.traces().coverageOf(model);
        try {
            if (Files.isDirectory(folder)) {
                for (Path old : Traces.files(folder)) {
                    Files.delete(old);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": the old traces cannot be deleted: " + e.getMessage(), e);
        }
    }

    private Status counterexample(Catalog catalog, Model model) {
        TlcResult result = new TlcRun(model, catalog.library(), inputs.tlc()).run();
        if (!result.property().equals(model.expectation().violates())) {
            console.line(
                    "%s: expected %s; TLC says: %s %s", model, model.expectation(), result.verdict(), result.message());
            return Status.FAILED;
        }
        write(Checks.traceOf(model, result), inputs.traces().fileOf(model));
        return Status.OK;
    }

    private void coverage(Catalog catalog, Model model, BitSet covered) {
        List<Trace> traces = new Paths(catalog.library(), inputs.tlc(), console::progress).coverage(model, covered);
        Path folder = inputs.traces().coverageOf(model);
        for (int i = 0; i < traces.size(); i++) {
            write(traces.get(i), folder.resolve("%s-%02d%s".formatted(model.name(), i + 1, Traces.SUFFIX)));
        }
    }

    private void write(Trace trace, Path file) {
        Itf.write(trace, file);
        console.line("%s: %d states", file, trace.states().size());
    }
}
