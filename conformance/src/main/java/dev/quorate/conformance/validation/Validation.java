package dev.quorate.conformance.validation;

import dev.quorate.conformance.log.LogSource;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.tlc.TlcResult;
import dev.quorate.conformance.tlc.TlcRun;
import dev.quorate.conformance.validation.LogValidator.Findings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Whether a log is a behaviour of its spec.
 *
 * @param verdict what it comes to
 * @param lines the lines of the log, without the header
 * @param explained how many of them, from the first on, are a behaviour of the spec
 * @param nodes the size of the cluster
 * @param events how many lines there are of each event
 * @param story why not all lines are explained, one sentence each; empty if they are
 * @param time wall-clock time, the start of TLC included
 * @param cpu the time of one core that reading the log and walking through it took, the start of TLC included
 */
public record Validation(
        Verdict verdict,
        long lines,
        long explained,
        int nodes,
        Map<String, Long> events,
        List<String> story,
        Duration time,
        Duration cpu) {

    /** What a validation comes to. */
    public enum Verdict {
        /** The log is a behaviour of the spec, every line of it. */
        EXPLAINED,
        /** Some line is none of the spec's. */
        UNEXPLAINED,
        /** Time or memory ran out. */
        UNDECIDED
    }

    /**
     * Validates a log.
     *
     * @param files one file, or one for each process
     * @param library the folders of the specs
     * @throws BadInputException if they are no log of this spec, or the spec has no trace spec that TLC can evaluate
     */
    public static Validation of(
            String spec, List<Path> files, List<Path> library, TlcOptions options, Consumer<String> progress) {
        try (LogSource source = LogSource.open(files)) {
            if (!source.header().spec().equals(spec)) {
                throw new BadInputException(files.get(0) + ", line 1: spec: expected \"" + spec + "\", found \""
                        + source.header().spec() + '"');
            }
        }
        String job =
                files.stream().map(file -> file.toAbsolutePath().toString()).collect(Collectors.joining("\n"));
        TlcRun.Visited<Findings> visited = new TlcRun(TraceSpec.of(spec, library), library, options)
                .reporting(progress)
                .visit(LogValidator.Factory.class, job, Findings.class);
        TlcResult result = visited.result();
        if (visited.report().isEmpty()) {
            if (result.verdict() == TlcResult.Verdict.INVALID) {
                throw new BadInputException(
                        "the trace spec of " + spec + " is none that TLC can evaluate: " + result.message());
            }
            return new Validation(
                    Verdict.UNDECIDED, 0, 0, 0, Map.of(), List.of(result.message()), result.time(), Duration.ZERO);
        }
        Findings findings = visited.report().get();
        if (!findings.badInput().isEmpty()) {
            throw new BadInputException(findings.badInput());
        }
        return new Validation(
                findings.explained() == findings.lines() ? Verdict.EXPLAINED : Verdict.UNEXPLAINED,
                findings.lines(),
                findings.explained(),
                findings.nodes(),
                findings.events(),
                findings.failure(),
                result.time(),
                Duration.ofNanos(findings.cpuNanos()));
    }
}
