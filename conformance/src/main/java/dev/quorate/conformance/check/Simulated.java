package dev.quorate.conformance.check;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Consistency;
import dev.quorate.conformance.history.Finding;
import dev.quorate.conformance.history.History;
import dev.quorate.conformance.history.HistoryReport;
import dev.quorate.conformance.history.HistoryWriter;
import dev.quorate.conformance.history.Limits;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.log.LogWriter;
import dev.quorate.conformance.simulation.HistoryObserver;
import dev.quorate.conformance.simulation.LogObserver;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Reads;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What became of a simulation: of the code's properties at each step, and of what its clients saw.
 *
 * @param options what was simulated
 * @param result what came of it
 * @param history what the clients saw
 * @param consistency what it was held against, if anything
 * @param report what is found of it then
 * @param problems one sentence each; empty if all is as it must be
 * @param status how it ended
 */
public record Simulated(
        Options options,
        Result result,
        History history,
        Optional<Consistency> consistency,
        Optional<HistoryReport> report,
        List<String> problems,
        Status status) {
    /**
     * Simulates the code that is bound to a spec. A comparison that fails in the replicated store has found another value, so the
     * history says so.
     *
     * @param log where to log each step
     * @param record where to write the clients' history
     * @param asked what to hold the clients' history against; if empty, what they are promised
     */
    public static <S, E, M> Simulated of(
            Binding<S, E, M> binding,
            Options options,
            Optional<Path> log,
            Optional<Path> record,
            Optional<Consistency> asked,
            Consumer<String> progress) {
        HistoryObserver<S, E, M> clients =
                new HistoryObserver<>(record.map(Path::toString).orElse("the history"));
        Result result = simulate(binding, options, clients, log, progress);
        record.ifPresent(file -> HistoryWriter.write(clients.history(), file));
        progress.accept("checking the clients' history");
        World<S, E, M, ?> world = binding.world(options.constants());
        Optional<Consistency> consistency = asked.or(() -> promised(world, options.reads()));
        Optional<HistoryReport> report = consistency.map(kind -> check(clients.history(), world, kind));
        List<String> problems = new ArrayList<>();
        result.violation()
                .ifPresent(violation -> problems.add("%s does not hold at step %,d of run %,d%n%s"
                        .formatted(
                                violation.property(),
                                violation.step(),
                                options.onlyRun().orElse(result.runs()),
                                violation.story())));
        report.flatMap(found -> problem(found, consistency.orElseThrow())).ifPresent(problems::add);
        Status status = result.violation().isPresent() ? Status.FAILED : Status.OK;
        return new Simulated(
                options,
                result,
                clients.history(),
                consistency,
                report,
                problems,
                report.map(found -> status.and(status(found))).orElse(status));
    }

    /** What was found, in a few words: {@code violates} a property, {@code linearizable} or {@code not linearizable}, and so on. */
    public String finding() {
        if (result.violation().isPresent()) {
            return "violates " + result.violation().get().property();
        }
        return report.map(found -> switch (found.verdict()) {
                    case YES -> consistency.orElseThrow().adjective();
                    case NO -> "not " + consistency.orElseThrow().adjective();
                    case UNKNOWN ->
                        "not known to be " + consistency.orElseThrow().adjective();
                })
                .orElse("no violation");
    }

    private static Optional<Consistency> promised(World<?, ?, ?, ?> world, Reads reads) {
        return switch (world.service()) {
            case LOG -> reads.promised();
            case DECISION -> Optional.of(Consistency.LINEARIZABLE);
            case REGISTER -> world.isLinearizable() ? Optional.of(Consistency.LINEARIZABLE) : Optional.empty();
            case NONE -> Optional.empty();
        };
    }

    private static HistoryReport check(History history, World<?, ?, ?, ?> world, Consistency consistency) {
        String model = world.service() == Service.DECISION ? "consensus" : "key-value";
        return new Checker(Models.named(model), consistency, Limits.standard(), true).check(history);
    }

    private static Optional<String> problem(HistoryReport report, Consistency consistency) {
        List<Finding> findings = report.objects().stream()
                .flatMap(object -> object.finding().stream())
                .toList();
        if (findings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the clients' history is %s %s at %d of %d keys; at the first:%n%s"
                .formatted(
                        report.verdict() == Verdict.NO ? "not" : "not known to be",
                        consistency.adjective(),
                        findings.size(),
                        report.objects().size(),
                        String.join("\n", findings.get(0).story())));
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
