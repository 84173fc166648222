package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Size;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.trace.Traces;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that runs models is told: which models, and how TLC is run. */
final class Inputs {
    @Mixin
    private TlcInputs run;

    @Parameters(
            paramLabel = "SPEC[/MODEL]",
            description = "A spec and those that go on from it (raft: raft-complete), or one model; none means all.")
    private List<String> selectors = List.of();

    @Option(
            names = "--size",
            defaultValue = "SMALL",
            description =
                    "Run the models of a spec up to this size: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Size size;

    @Option(names = "--traces", paramLabel = "DIR", description = "The folder of the traces. Default: quorate's own.")
    private Path traces = home().resolve("traces");

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the trace of a failed check is saved. Default: quorate's target/.")
    private Path output = home().resolve("target");

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "TLC's workers, where the model leaves it open. Default: one per core.")
    private Integer workers;

    /** The folder that quorate was started from by its launcher. */
    static Path home() {
        return Path.of(System.getProperty("quorate.home", "."));
    }

    Catalog catalog() {
        return Catalog.read(run.specs());
    }

    List<String> selectors() {
        return selectors;
    }

    List<Model> models(Catalog catalog) {
        return catalog.select(selectors, size);
    }

    Checks checks(Catalog catalog) {
        return new Checks(catalog.library(), new Traces(traces), tlc(), output);
    }

    Traces traces() {
        return new Traces(traces);
    }

    Optional<Path> json() {
        return run.json();
    }

    TlcOptions tlc() {
        if (workers != null && workers < 1) {
            throw new BadInputException("--workers " + workers + ": expected 1 or more");
        }
        return run.tlc(workers == null ? OptionalInt.empty() : OptionalInt.of(workers));
    }
}
