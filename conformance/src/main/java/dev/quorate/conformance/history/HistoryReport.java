package dev.quorate.conformance.history;

import java.time.Duration;
import java.util.List;

/**
 * What was found of a history.
 *
 * @param history the history
 * @param model the name of the model it was held against
 * @param objects its objects
 * @param time how long that took
 */
public record HistoryReport(History history, String model, List<ObjectReport> objects, Duration time) {
    public HistoryReport {
        objects = List.copyOf(objects);
    }

    /** The verdict on the whole: each object's must be yes. */
    public Verdict verdict() {
        return objects.stream().map(ObjectReport::verdict).reduce(Verdict.YES, Verdict::and);
    }
}
