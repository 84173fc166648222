package dev.quorate.conformance.history;

import dev.quorate.conformance.model.BadInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the objects of a history apart, by their keys: a history is linearizable if each object's is. */
final class Objects {
    private Objects() {}

    /**
     * The operations on each object, without those that failed.
     *
     * @throws BadInputException if an operation is none of the model's
     */
    static Map<Optional<Datum>, List<Operation>> split(History history, Model<?> model, boolean failedCasCompared) {
        List<Operation> operations = history.operations();
        if (operations.isEmpty()) {
            throw new BadInputException(history.name() + ": the history has no operation");
        }
        boolean keysInValues = operations.stream().allMatch(Objects::mayBeKeyed);
        Map<Optional<Datum>, List<Operation>> objects = new LinkedHashMap<>();
        for (Operation written : operations) {
            if (!model.functions().contains(written.function())) {
                throw wrong(
                        history,
                        written.invokedLine(),
                        "expected an operation of the model " + model.name() + ", "
                                + String.join(
                                        ", ",
                                        model.functions().stream().sorted().toList()) + "; found "
                                + written.function());
            }
            Operation operation = keysInValues ? keyed(history, written) : written;
            if (model.needsKeys() && operation.key().isEmpty()) {
                throw wrong(
                        history,
                        operation.invokedLine(),
                        "expected a key, as a field or as the first of two values;" + " found " + operation.call());
            }
            if (operation.outcome() != Outcome.FAIL) {
                objects.computeIfAbsent(operation.key(), key -> new ArrayList<>())
                        .add(operation);
            } else if (failedCasCompared && operation.function().equals("cas")) {
                objects.computeIfAbsent(operation.key(), key -> new ArrayList<>())
                        .add(operation.returning(new Datum.Bool(false)));
            } else {
                objects.computeIfAbsent(operation.key(), key -> new ArrayList<>());
            }
        }
        return objects;
    }

    /**
     * The first model that knows all functions of a history.
     *
     * @throws BadInputException if there is none
     */
    static Model<?> modelFor(History history) {
        Model<?> best = Models.ALL.get(0);
        Operation stranger = null;
        for (Model<?> model : Models.ALL) {
            Optional<Operation> unknown = history.operations().stream()
                    .filter(operation -> !model.functions().contains(operation.function()))
                    .findFirst();
            if (unknown.isEmpty()) {
                return model;
            } else if (stranger == null || unknown.get().invokedAt() > stranger.invokedAt()) {
                best = model;
                stranger = unknown.get();
            }
        }
        throw wrong(
                history,
                stranger.invokedLine(),
                "no model has all operations up to here; the nearest, " + best.name() + ", has not "
                        + stranger.function());
    }

    /** Whether a value may be Jepsen's {@code [key value]}; a compare-and-set has two values even without a key. */
    private static boolean mayBeKeyed(Operation operation) {
        return operation.key().isEmpty()
                && operation.argument().isPair()
                && (!operation.function().equals("cas")
                        || operation.argument().item(1).isPair());
    }

    private static Operation keyed(History history, Operation operation) {
        Datum key = operation.argument().item(0);
        Datum result = operation.result();
        if (operation.outcome() == Outcome.OK && result.isPair()) {
            if (!result.item(0).equals(key)) {
                throw wrong(
                        history,
                        operation.returnedLine(),
                        "expected the key " + key + " of the call, found " + result.item(0));
            }
            result = result.item(1);
        } else if (operation.outcome() == Outcome.OK && !result.equals(Datum.nil())) {
            throw wrong(history, operation.returnedLine(), "expected [key value], as in every call; found " + result);
        }
        return operation.on(key, operation.argument().item(1), result);
    }

    static BadInputException wrong(History history, int line, String what) {
        return new BadInputException(history.place(line) + ": " + what);
    }
}
