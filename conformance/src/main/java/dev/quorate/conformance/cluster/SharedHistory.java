package dev.quorate.conformance.cluster;

import dev.quorate.conformance.history.History;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Outcome;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What several clients see, each on a thread of its own. An operation is in it before the client asks, and its answer after the client was
 * told: so it has no order that was not there. Thread-safe.
 */
final class SharedHistory {
    private final History.Builder history = new History.Builder("history.jsonl");
    private final Set<String> keys = new TreeSet<>();
    private final AtomicLong answered = new AtomicLong();
    private long unknown;
    private long unanswered;

    synchronized void invoke(long process, Operation operation) {
        keys.add(operation.key());
        history.invoke(process, Operations.function(operation), operation.key(), Operations.argument(operation));
    }

    synchronized void answered(long process, Operation operation, Outcome outcome) {
        answered.incrementAndGet();
        if (operation instanceof Get || outcome.done()) {
            history.ok(process, Operations.result(operation, outcome));
        } else if (operation instanceof CompareAndSet) {
            // It has found another value, which is more than that it had no effect.
            history.ok(process, false);
        } else if (operation instanceof Delete) {
            // There was nothing. That the key then held nothing is as if it had been deleted.
            history.ok(process, Operations.argument(operation));
        } else {
            throw new IllegalStateException(operation + " cannot fail: " + outcome);
        }
    }

    /** Nothing was done. */
    synchronized void notDone(long process) {
        unanswered++;
        history.fail(process);
    }

    /** Nobody will ever know; the process is used no more. */
    synchronized void unknown(long process) {
        unknown++;
        history.info(process);
    }

    /** All keys that anything was asked of. */
    synchronized Set<String> keys() {
        return new TreeSet<>(keys);
    }

    /** How many operations have been answered. */
    long answered() {
        return answered.get();
    }

    synchronized long unknownOnes() {
        return unknown;
    }

    /** How many have certainly not been done, since no server took them in time. */
    synchronized long unansweredOnes() {
        return unanswered;
    }

    synchronized History build() {
        return history.build();
    }
}
