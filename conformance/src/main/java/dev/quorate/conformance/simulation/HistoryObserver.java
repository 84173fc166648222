package dev.quorate.conformance.simulation;

import dev.quorate.conformance.history.History;
import dev.quorate.conformance.simulation.Operation.Action;
import dev.quorate.core.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records what clients see, of all runs in one history of key–value stores, or of decisions: each run has its own keys and
 * processes, for each is a cluster of its own.
 */
public final class HistoryObserver<S, E, M> implements Observer<S, E, M> {
    /** More than a run has processes: a client that gives up goes on as another. */
    private static final long PROCESSES_OF_A_RUN = 1_000_000;

    /** More than the store of a run has versions. */
    private static final long VERSIONS_OF_A_RUN = 1L << 48;

    private final History.Builder history;
    private long run;

    /** Records under a name, which messages call the history. */
    public HistoryObserver(String name) {
        history = new History.Builder(name);
    }

    /** What was recorded. */
    public History history() {
        return history.build();
    }

    @Override
    public void started(Map<NodeId, S> initial) {
        run++;
    }

    @Override
    public void invoked(int process, Operation operation) {
        String key = run + "/" + operation.key();
        if (operation.action() instanceof Action.Put put) {
            history.invoke(number(process), "put", key, put.value());
        } else if (operation.action() instanceof Action.Cas cas) {
            history.invoke(number(process), "cas", key, List.of(cas.expected(), cas.value()));
        } else if (operation.action() instanceof Action.Propose propose) {
            history.invoke(number(process), "propose", key, propose.value());
        } else {
            history.invoke(number(process), "get", key, Optional.empty());
        }
    }

    @Override
    public void completed(int process, Operation operation, Operation.Result result) {
        if (!result.done()) {
            history.fail(number(process));
            return;
        }
        Object returned = result.value();
        if (operation.action() instanceof Action.Put put) {
            returned = put.value();
        } else if (operation.action() instanceof Action.Cas cas) {
            returned = List.of(cas.expected(), cas.value());
        }
        history.ok(
                number(process), returned, Math.addExact(Math.multiplyExact(run, VERSIONS_OF_A_RUN), result.version()));
    }

    @Override
    public void abandoned(int process, Operation operation) {
        history.info(number(process));
    }

    private long number(int process) {
        return run * PROCESSES_OF_A_RUN + process;
    }
}
