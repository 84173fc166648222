package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.check.Status;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.validation.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Holds a log against its spec. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Is a log a behaviour of the spec? Every line must be one of its steps, or the first that is none is told.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private TlcInputs inputs;

    @Parameters(
            index = "0",
            paramLabel = "SPEC",
            description = "The spec, such as raft; the log's header must name it.")
    private String spec;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "LOG",
            description = "A log; or one for each process of a cluster, merged by their vector clocks.")
    private List<Path> logs;

    @Override
    public Integer call() {
        Optional<Path> json = inputs.json();
        Catalog catalog = Catalog.read(inputs.specs());
        Console console = new Console();
        Validation validation =
                Validation.of(spec, logs, catalog.library(), inputs.tlc(OptionalInt.empty()), console::progress);
        Status status = status(validation);
        if (status == Status.OK) {
            console.line(
                    "%,.0f lines for each second of one core",
                    1e3 * validation.lines() / validation.cpu().toMillis());
        }
        validation.events().forEach((event, count) -> console.line("%-24s %,12d", event, count));
        validation.story().forEach(line -> console.line("%s", line));
        json.ifPresent(file -> write(validation, status, file));
        console.line(
                "validate: %s, %,d lines explained of %,d, %d nodes, %.1f s: %s",
                logs.size() == 1 ? "1 log" : logs.size() + " logs",
                validation.explained(),
                validation.lines(),
                validation.nodes(),
                validation.time().toMillis() / 1e3,
                ModelRuns.word(status));
        return status.exitStatus();
    }

    static Status status(Validation validation) {
        return switch (validation.verdict()) {
            case EXPLAINED -> Status.OK;
            case UNEXPLAINED -> Status.FAILED;
            case UNDECIDED -> Status.UNDECIDED;
        };
    }

    private void write(Validation validation, Status status, Path file) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("command", "validate");
        root.put("status", status.name());
        root.put("seconds", validation.time().toMillis() / 1e3);
        root.put("cpuSeconds", validation.cpu().toMillis() / 1e3);
        root.put("spec", spec);
        logs.forEach(log -> root.withArray("logs").add(log.toString()));
        root.put("lines", validation.lines());
        root.put("explained", validation.explained());
        root.put("nodes", validation.nodes());
        validation.events().forEach(root.putObject("events")::put);
        validation.story().forEach(root.putArray("story")::add);
        ModelRuns.write(root, file);
    }
}
