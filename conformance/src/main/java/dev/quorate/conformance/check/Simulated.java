package dev.quorate.conformance.check;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Consistency;
import dev.quorate.conformance.history.Finding;
import dev.quorate.conformance.history.History;
import dev.quorate.conformance.history.HistoryReport;
import dev.quorate.conformance.history.HistoryWriter;
import dev.quorate.conformance.history.Limits;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.log.LogWriter;
import dev.quorate.conformance.simulation.HistoryObserver;
import dev.quorate.conformance.simulation.LogObserver;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What became of a simulation: of the code's properties at each step, and of what its clients saw.
 *
 * @param options what was simulated
 * @param result what came of it
 * @param history what is found of the clients' history
 * @param problems one sentence each; empty if all is as it must be
 * @param status how it ended
 */
public record Simulated(Options options, Result result, HistoryReport history, List<String> problems, Status status) {
    /**
     * Simulates the code that is bound to a spec. A comparison that fails in the replicated store has found another value, so the
     * history says so.
     *
     * @param log where to log each step
     * @param record where to write the clients' history
     */
    public static <S, E, M> Simulated of(
            Binding<S, E, M> binding,
            Options options,
            Optional<Path> log,
            Optional<Path> record,
            Consumer<String> progress) {
        HistoryObserver<S, E, M> clients =
                new HistoryObserver<>(record.map(Path::toString).orElse("the history"));
        Result result = simulate(binding, options, clients, log, progress);
        record.ifPresent(file -> HistoryWriter.write(clients.history(), file));
        progress.accept("checking the clients' history");
        HistoryReport report = check(clients.history(), binding.world(options.constants()));
        List<String> problems = new ArrayList<>();
        result.violation()
                .ifPresent(violation -> problems.add("%s does not hold at step %,d of run %,d%n%s"
                        .formatted(
                                violation.property(),
                                violation.step(),
                                options.onlyRun().orElse(result.runs()),
                                violation.story())));
        List<Finding> findings = report.objects().stream()
                .flatMap(object -> object.finding().stream())
                .toList();
        if (!findings.isEmpty()) {
            problems.add("the clients' history is not linearizable at %d of %d keys; at the first:%n%s"
                    .formatted(
                            findings.size(),
                            report.objects().size(),
                            String.join("\n", findings.get(0).story())));
        }
        Status status = result.violation().isPresent() ? Status.FAILED : Status.OK;
        return new Simulated(options, result, report, problems, status.and(status(report)));
    }

    private static HistoryReport check(History history, World<?, ?, ?, ?> world) {
        String model = world.decidesOnce() ? "consensus" : "key-value";
        return world.hasClients()
                ? new Checker(Models.named(model), Consistency.LINEARIZABLE, Limits.standard(), true).check(history)
                : new HistoryReport(history, "none", List.of(), Duration.ZERO);
    }

    private static <S, E, M> Result simulate(
            Binding<S, E, M> binding,
            Options options,
            Observer<S, E, M> clients,
            Optional<Path> log,
            Consumer<String> progress) {
        if (log.isEmpty()) {
            return Simulator.simulate(binding, options, clients, progress);
        }
        try (LogWriter<S, E, M> writer = LogWriter.open(binding, options.nodeIds(), log.get())) {
            return Simulator.simulate(
                    binding, options, Simulator.all(List.of(new LogObserver<>(writer), clients)), progress);
        }
    }

    private static Status status(HistoryReport report) {
        return switch (report.verdict()) {
            case YES -> Status.OK;
            case NO -> Status.FAILED;
            case UNKNOWN -> Status.UNDECIDED;
        };
    }
}
