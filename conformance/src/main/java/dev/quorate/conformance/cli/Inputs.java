package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Size;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.trace.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that runs models is told: which models, and how TLC is run. */
final class Inputs {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(s|m|h)");

    @Parameters(paramLabel = "SPEC[/MODEL]", description = "A spec, or one model of it; none means all.")
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

    @Option(names = "--json", paramLabel = "FILE", description = "Write a machine-readable report to this file.")
    private Path json;

    @Option(names = "--specs", paramLabel = "DIR", description = "The folder of the specs. Default: quorate's own.")
    private Path specs = home().resolve("specs");

    @Option(
            names = "--tla2tools",
            paramLabel = "JAR",
            defaultValue = "${env:TLA2TOOLS_JAR}",
            description = "An official tla2tools.jar to use. Default: $TLA2TOOLS_JAR, or TLC 1.7.3 if that is not set.")
    private Path tla2tools;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long TLC may take for one model, such as 90s, 10m or 2h; then it is undecided.")
    private String timeout;

    @Option(names = "--memory", paramLabel = "SIZE", description = "TLC's heap, such as 4g. Default: the JVM's.")
    private String memory;

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
        return Catalog.read(specs);
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
        return json(json);
    }

    /** Where a report is to be written, if anywhere: asked before the work is done. */
    static Optional<Path> json(Path json) {
        if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
            throw new BadInputException("--json " + json + ": there is no such folder");
        }
        return Optional.ofNullable(json);
    }

    TlcOptions tlc() {
        if (workers != null && workers < 1) {
            throw new BadInputException("--workers " + workers + ": expected 1 or more");
        }
        if (memory != null && !memory.matches("\\d+[kmgKMG]")) {
            throw new BadInputException("--memory " + memory + ": expected a size such as 512m or 4g");
        }
        boolean jarGiven = tla2tools != null && !tla2tools.toString().isEmpty();
        return new TlcOptions(
                jarGiven ? Optional.of(tla2tools) : Optional.empty(),
                Optional.ofNullable(timeout).map(Inputs::duration),
                Optional.ofNullable(memory),
                workers == null ? OptionalInt.empty() : OptionalInt.of(workers),
                List.of());
    }

    /** The time that an option {@code --timeout} gives. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new BadInputException("--timeout " + text + ": expected a time such as 90s, 10m or 2h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
