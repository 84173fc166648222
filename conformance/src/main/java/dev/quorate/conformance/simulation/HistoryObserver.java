package dev.quorate.conformance.simulation;

import dev.quorate.conformance.history.History;
import dev.quorate.core.NodeId;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.kv.Operation.Put;
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
        history.invoke(number(process), function(operation), key, argument(operation));
    }

    @Override
    public void completed(int process, Operation operation, Outcome outcome, long version) {
        if (!outcome.done() && operation instanceof CompareAndSet && !isProposal(operation)) {
            history.fail(number(process));
            return;
        }
        // Who sets what is not set yet is told what it was.
        Object returned = operation instanceof Operation.Get || !outcome.done()
                ? outcome.value().map(HistoryObserver::value)
                : argument(operation);
        history.ok(number(process), returned, Math.addExact(Math.multiplyExact(run, VERSIONS_OF_A_RUN), version));
    }

    private static String function(Operation operation) {
        if (operation instanceof Put) {
            return "put";
        } else if (operation instanceof Delete) {
            return "delete";
        } else if (operation instanceof CompareAndSet) {
            return isProposal(operation) ? "propose" : "cas";
        }
        return "get";
    }

    private static Object argument(Operation operation) {
        if (operation instanceof Put put) {
            return value(put.value());
        } else if (operation instanceof CompareAndSet cas) {
            return isProposal(operation)
                    ? value(cas.value())
                    : List.of(cas.expected().map(HistoryObserver::value), value(cas.value()));
        }
        return Optional.empty();
    }

    /** Whether a client wants to have a value chosen. */
    private static boolean isProposal(Operation operation) {
        return operation.key().equals(Clients.DECISION);
    }

    /** Clients write numbers. */
    private static long value(String text) {
        return Long.parseLong(text);
    }

    @Override
    public void abandoned(int process, Operation operation) {
        history.info(number(process));
    }

    private long number(int process) {
        return run * PROCESSES_OF_A_RUN + process;
    }
}
