package dev.quorate.conformance.validation;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.tlc.GraphState;
import dev.quorate.conformance.tlc.GraphVisitor;
import dev.quorate.conformance.tlc.Reports;
import dev.quorate.conformance.tlc.TlcProcess;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.tlc.TraceOperators;
import dev.quorate.conformance.value.Fingerprint;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Walks through a log in TLC's process. For each line TLC gives the successors that the trace spec's next-state relation allows, and
 * says by its action constraint which of them are what the line says; from those it goes on. There is one, unless the spec has
 * variables that the log does not determine. TLC's own search does the same for a short log, but keeps a fingerprint and a file
 * for each state, and counts levels in a short.
 */
final class LogValidator implements GraphVisitor {
    private static final GraphState.Variable NODES = new GraphState.Variable("nodes");
    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private final LogSurvey survey;
    private final LoggedSteps log;
    private final Path report;
    private final Successors graph;
    private long lastProgress = System.nanoTime();

    /**
     * What the validator has to say.
     *
     * @param badInput why the log is none; else empty
     * @param lines the lines of the log
     * @param explained how many of them, from the first on, are a behaviour
     * @param nodes the size of the cluster
     * @param events how many lines there are of each event
     * @param failure why the next line is not, one sentence a line; empty if there is none
     * @param cpuNanos the time of one core that it took, the start of TLC included
     */
    record Findings(
            String badInput,
            int lines,
            int explained,
            int nodes,
            Map<String, Long> events,
            List<String> failure,
            long cpuNanos) {
        static Findings bad(BadInputException e) {
            return new Findings(e.getMessage(), 0, 0, 0, Map.of(), List.of(), 0);
        }
    }

    private LogValidator(List<Path> files, Path report, Successors graph) {
        this.report = report;
        this.graph = graph;
        survey = LogSurvey.of(files, lines -> progress(() -> "%,d lines read".formatted(lines)));
        log = new LoggedSteps(files, survey);
    }

    /** Makes the validator in TLC's process. The job is the log's files, one a line. */
    public static final class Factory implements GraphVisitor.Factory {
        @Override
        public GraphVisitor create(String job, Path report, Successors graph) {
            try {
                LogValidator validator =
                        new LogValidator(job.lines().map(Path::of).toList(), report, graph);
                TraceOperators.show(validator.log);
                return validator;
            } catch (BadInputException e) {
                Reports.write(Findings.bad(e), report);
                TlcProcess.stop();
                throw e;
            }
        }
    }

    /** The whole walk: all that TLC would do after this is done here. */
    @Override
    public void initial(GraphState state) {
        try {
            Reports.write(walk(graph.settled(state, state)), report);
        } catch (BadInputException e) {
            Reports.write(Findings.bad(e), report);
        }
        TlcProcess.stop();
    }

    @Override
    public void edge(GraphState from, GraphState to) {
        throw new IllegalStateException("TLC went on after the walk");
    }

    @Override
    public void finish(boolean complete) {
        throw new IllegalStateException("TLC ended without an initial state");
    }

    private Findings walk(GraphState start) {
        List<GraphState> states = List.of(start);
        for (int line = 1; line <= survey.lines(); line++) {
            List<GraphState> next = new ArrayList<>();
            List<String> failure = new ArrayList<>();
            for (GraphState state : states) {
                log.nodes(line, NODES.of(state));
                explain(line, state, next, failure);
            }
            if (next.isEmpty()) {
                return findings(line - 1, failure);
            }
            states = distinct(next);
            int explained = line;
            progress(() -> "%,d lines explained of %,d".formatted(explained, survey.lines()));
        }
        return findings(survey.lines(), List.of());
    }

    /** Adds to {@code next} what explains a line; adds to {@code failure} why nothing does. */
    private void explain(int line, GraphState state, List<GraphState> next, List<String> failure) {
        List<GraphState> allowed;
        try {
            allowed = graph.of(state);
            for (GraphState successor : allowed) {
                if (graph.allows(state, successor)) {
                    next.add(graph.settled(state, successor));
                }
            }
        } catch (RuntimeException e) {
            failure.addAll(new Unexplained(log, line, state).byFault(e));
            return;
        }
        if (next.isEmpty()) {
            failure.addAll(new Unexplained(log, line, state).by(allowed));
        }
    }

    private static List<GraphState> distinct(List<GraphState> states) {
        if (states.size() == 1) {
            return states;
        }
        Set<Long> seen = new HashSet<>();
        return states.stream().filter(state -> seen.add(fingerprint(state))).toList();
    }

    private static long fingerprint(GraphState state) {
        long print = 0;
        for (String variable : state.variables()) {
            print = Fingerprint.pair(print, TlcValues.fingerprint(new GraphState.Variable(variable).of(state)));
        }
        return print;
    }

    private Findings findings(int explained, List<String> failure) {
        return new Findings(
                "",
                survey.lines(),
                explained,
                survey.header().nodes().size(),
                new TreeMap<>(survey.events()),
                failure,
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private void progress(Supplier<String> text) {
        if (System.nanoTime() - lastProgress > PROGRESS_NANOS) {
            TlcProcess.progress(text.get());
            lastProgress = System.nanoTime();
        }
    }
}
