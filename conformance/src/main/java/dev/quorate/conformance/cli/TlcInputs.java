package dev.quorate.conformance.cli;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.tlc.TlcOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What every command that runs TLC is told: where the specs are, how TLC is run, and where the report goes. */
final class TlcInputs {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(s|m|h)");

    @Option(names = "--json", paramLabel = "FILE", description = "Write a machine-readable report to this file.")
    private Path json;

    @Option(names = "--specs", paramLabel = "DIR", description = "The folder of the specs. Default: quorate's own.")
    private Path specs = Inputs.home().resolve("specs");

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

    Path specs() {
        return specs;
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

    /** With so many workers, where the model leaves it open; if empty, one per core. */
    TlcOptions tlc(OptionalInt workers) {
        if (memory != null && !memory.matches("\\d+[kmgKMG]")) {
            throw new BadInputException("--memory " + memory + ": expected a size such as 512m or 4g");
        }
        boolean jarGiven = tla2tools != null && !tla2tools.toString().isEmpty();
        return new TlcOptions(
                jarGiven ? Optional.of(tla2tools) : Optional.empty(),
                Optional.ofNullable(timeout).map(TlcInputs::duration),
                Optional.ofNullable(memory),
                workers,
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
