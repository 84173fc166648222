package dev.quorate.conformance.sessions;

import dev.quorate.conformance.Repository;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.ModelFile;
import dev.quorate.conformance.tlc.GraphState;
import dev.quorate.conformance.tlc.GraphVisitor;
import dev.quorate.conformance.tlc.Reports;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.tlc.TlcRun;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.Command;
import dev.quorate.kv.Answer;
import dev.quorate.kv.Entry.Restore;
import dev.quorate.kv.State;
import dev.quorate.kv.StateMachine;
import dev.quorate.kv.StateMachine.Applied;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds each edge of the graph of {@code MCSessions.tla} against {@link StateMachine}, in TLC's process. Sessions has no nodes that
 * send messages, so transition conformance, which is for those, does not know it: what a replica applies is not for its own state
 * to say but for the log, which is all replicas'.
 */
public final class SessionsConformance implements GraphVisitor {
    private static final GraphState.Variable REPLICAS = new GraphState.Variable("replicas");
    private static final GraphState.Variable LOG = new GraphState.Variable("log");
    private static final GraphState.Variable EVENT = new GraphState.Variable("event");

    private final StateMachine machine;
    private final Path report;
    private final Map<String, Integer> edges = new TreeMap<>();
    private final Map<String, String> divergences = new TreeMap<>();

    /**
     * What was found.
     *
     * @param complete whether all edges were seen
     * @param edges how many of each kind were compared: an event, and the answer if it has one
     * @param divergences of each kind, the first that differs
     */
    public record Report(boolean complete, Map<String, Integer> edges, Map<String, String> divergences) {}

    private SessionsConformance(StateMachine machine, Path report) {
        this.machine = machine;
        this.report = report;
    }

    /** Runs TLC, and the code along with it. */
    public static Report check(Model model, TlcOptions options) {
        return new TlcRun(model, Repository.CATALOG.library(), options)
                .visit(Factory.class, model.file().toAbsolutePath().toString(), Report.class)
                .report()
                .orElseThrow();
    }

    /** Makes the visitor. The job is the model's file. */
    public static final class Factory implements GraphVisitor.Factory {
        @Override
        public GraphVisitor create(String job, Path report, Successors graph) {
            Model model = ModelFile.read(Path.of(job));
            Value sessions = model.configuration().constants().get("MaxSessions");
            return new SessionsConformance(new StateMachine((int) ((Value.Int) sessions).value()), report);
        }
    }

    @Override
    public synchronized void initial(GraphState state) {
        value(REPLICAS, state).asMappings().forEach((replica, is) -> compare("Init", is, machine.initial()));
    }

    @Override
    public synchronized void edge(GraphState from, GraphState to) {
        Value event = value(EVENT, to);
        switch (SpecStates.type(event)) {
            case "Commit" -> edges.merge("Commit", 1, Integer::sum);
            case "Apply" -> apply(event, from, to);
            case "Restore" -> {
                State snapshot = state(from, SpecStates.field(event, "from"));
                compare(
                        "Restore",
                        replica(to, event),
                        machine.apply(machine.initial(), new Restore(snapshot).command())
                                .state());
            }
            case "Restart" -> compare("Restart", replica(to, event), machine.initial());
            default -> throw new IllegalArgumentException("the spec has another event: " + event);
        }
    }

    private void apply(Value event, GraphState from, GraphState to) {
        State before = state(from, SpecStates.field(event, "replica"));
        Command command = SpecStates.command(SpecStates.field(event, "command"));
        Answer answer = SpecStates.answer(SpecStates.field(event, "answer"));
        String label = "Apply " + answer.getClass().getSimpleName();
        Applied applied = machine.apply(before, command);
        compare(label, replica(to, event), applied.state());
        if (!applied.answer().equals(answer)) {
            diverges(
                    label, before + ", " + command + ": expected the answer " + answer + ", found " + applied.answer());
        }
        // The same by what all that was applied is condensed to.
        List<Command> commands = SpecStates.elements(value(LOG, to)).stream()
                .limit(before.applied() + 1)
                .map(SpecStates::command)
                .toList();
        compare("Condense", replica(to, event), machine.applyAll(machine.initial(), machine.condense(commands)));
    }

    private void compare(String label, Value expected, State found) {
        edges.merge(label, 1, Integer::sum);
        if (!SpecStates.state(expected).equals(found)) {
            diverges(label, "expected " + SpecStates.state(expected) + ", found " + found);
        }
    }

    private void diverges(String label, String how) {
        divergences.putIfAbsent(label, how);
    }

    private static State state(GraphState in, Value replica) {
        return SpecStates.state(value(REPLICAS, in).asMappings().get(replica));
    }

    private static Value replica(GraphState in, Value event) {
        return value(REPLICAS, in).asMappings().get(SpecStates.field(event, "replica"));
    }

    private static Value value(GraphState.Variable variable, GraphState state) {
        return TlcValues.toValue(variable.of(state));
    }

    @Override
    public synchronized void finish(boolean complete) {
        Reports.write(new Report(complete, edges, divergences), report);
    }
}
