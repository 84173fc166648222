package dev.quorate.conformance.history;

import java.util.List;
import java.util.Optional;

/**
 * What was found of one object of a history.
 *
 * @param key which object; absent if the history has one only
 * @param operations the operations on it that may have taken effect
 * @param verdict whether it is as it must be
 * @param configurations how many configurations the search remembered
 * @param finding why the verdict is not yes
 */
public record ObjectReport(
        Optional<Datum> key,
        List<Operation> operations,
        Verdict verdict,
        long configurations,
        Optional<Finding> finding) {
    public ObjectReport {
        operations = List.copyOf(operations);
    }
}
