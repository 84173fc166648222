package dev.quorate.kv;

import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Outcome;
import dev.quorate.kv.Operation.Put;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A key–value store.
 *
 * @param values what the keys hold that hold something, in order, so that equal stores read alike
 */
public record Store(PSortedMap<String, String> values) {
    static final Store EMPTY = new Store(TreePMap.empty());

    /** The store after an operation, and what came of it. */
    public record Executed(Store store, Outcome outcome) {}

    /** Executes an operation. */
    public Executed execute(Operation operation) {
        Optional<String> held = Optional.ofNullable(values.get(operation.key()));
        if (operation instanceof Get) {
            return new Executed(this, new Outcome(true, held));
        } else if (operation instanceof Put put) {
            return new Executed(new Store(values.plus(put.key(), put.value())), Outcome.DONE);
        } else if (operation instanceof CompareAndSet cas) {
            return held.equals(cas.expected())
                    ? new Executed(new Store(values.plus(cas.key(), cas.value())), Outcome.DONE)
                    : new Executed(this, new Outcome(false, held));
        }
        Delete delete = (Delete) operation;
        return held.isPresent()
                ? new Executed(new Store(values.minus(delete.key())), Outcome.DONE)
                : new Executed(this, Outcome.NOT_DONE);
    }
}
