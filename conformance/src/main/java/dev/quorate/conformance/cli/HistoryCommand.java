package dev.quorate.conformance.cli;

import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Consistency;
import dev.quorate.conformance.history.Format;
import dev.quorate.conformance.history.HistoryReader;
import dev.quorate.conformance.history.HistoryReport;
import dev.quorate.conformance.history.Limits;
import dev.quorate.conformance.history.Model;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks recorded histories. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Is a recorded history linearizable? Reads Jepsen's EDN and log lines, and lines of JSON.")
final class HistoryCommand implements Callable<Integer>, Decides {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A history, or a folder with nothing but histories.")
    private List<Path> paths;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "What the object is: register, cas-register, key-value, append-list or consensus."
                    + " Default: the first of these that has the history's operations.")
    private String model;

    @Option(
            names = "--consistency",
            defaultValue = "LINEARIZABLE",
            description = "What is asked: ${COMPLETION-CANDIDATES}. The second needs a version in each response."
                    + " Default: ${DEFAULT-VALUE}.")
    private Consistency consistency;

    @Option(
            names = "--format",
            description = "How the files are written: ${COMPLETION-CANDIDATES}. Default: told from their beginning.")
    private Format format;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long one history may take, such as 90s, 10m or 2h; then it is unknown. Default: 60s.")
    private String timeout;

    @Option(
            names = "--configurations",
            paramLabel = "N",
            description = "How many configurations may be remembered for one history; then it is unknown."
                    + " Default: as many as fit into the JVM's heap.")
    private Long configurations;

    @Option(
            names = "--failed-cas-compared",
            description = "A cas that failed is known to have found another value, and is checked for it."
                    + " Default: it may have failed for any reason.")
    private boolean failedCasCompared;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = "Where to write a small part of each history that is not.")
    private Path save;

    @Option(names = "--json", paramLabel = "FILE", description = "Write a machine-readable report to this file.")
    private Path json;

    @Override
    public Integer call() {
        Optional<Path> report = TlcInputs.json(json);
        Checker checker = checker();
        List<Path> files = paths.stream().flatMap(path -> files(path).stream()).toList();
        HistoryRuns runs = new HistoryRuns(new Console(), checker, Optional.ofNullable(save));
        files.forEach(file -> runs.run(file, Optional.ofNullable(format)));
        report.ifPresent(runs::write);
        new Console().line("history: %s", runs.summary());
        return runs.status().exitStatus();
    }

    private Checker checker() {
        return new Checker(
                Optional.ofNullable(model).map(HistoryCommand::model), consistency, limits(), failedCasCompared);
    }

    @Override
    public String find(Consumer<String> progress) {
        if (paths.size() != 1) {
            throw new BadInputException("expected one history, found " + paths.size());
        }
        Path file = Files.exists(paths.get(0)) ? paths.get(0) : Inputs.home().resolve(paths.get(0));
        HistoryReport report = checker().check(HistoryReader.read(file, Optional.ofNullable(format)));
        return (report.verdict() == Verdict.YES ? "" : report.verdict() == Verdict.NO ? "not " : "not known to be ")
                + consistency.adjective();
    }

    private Limits limits() {
        if (configurations != null && configurations < 1) {
            throw new BadInputException("--configurations " + configurations + ": expected 1 or more");
        }
        Limits standard = Limits.standard();
        return new Limits(
                timeout == null ? standard.time() : TlcInputs.duration(timeout),
                configurations == null ? standard.configurations() : configurations);
    }

    private static Model<?> model(String name) {
        return Models.named(name)
                .orElseThrow(() -> new BadInputException("--model " + name + ": expected one of "
                        + String.join(", ", Models.ALL.stream().map(Model::name).toList())));
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(Files::isRegularFile).sorted().toList();
            if (files.isEmpty()) {
                throw new BadInputException(path + ": there is no file in this folder");
            }
            return files;
        } catch (IOException e) {
            throw new BadInputException(path + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
