package dev.quorate.conformance.exploration;

import dev.quorate.conformance.trace.Trace;
import java.time.Duration;
import java.util.Optional;

/**
 * What an exploration found.
 *
 * @param states the distinct states within the bounds, those counted once that differ by a renaming of the model's symmetry
 * @param renamed the distinct states if each of those is counted
 * @param edges the edges that leave them
 * @param depth the length of the longest of the shortest ways to a state, in states
 * @param localSteps the steps executed on the code
 * @param bytes the memory for the table of states and for the longest queue of states to expand
 * @param time how long it took
 * @param violation what does not hold, and the shortest way there
 * @param unfinished why it stopped before its end; empty if it did not
 */
public record Exploration(
        long states,
        long renamed,
        long edges,
        int depth,
        long localSteps,
        long bytes,
        Duration time,
        Optional<Violation> violation,
        Optional<String> unfinished) {

    /** A property that a state or step breaks. */
    public record Violation(String property, Trace trace) {}

    /** How many distinct states were found in a second. */
    public double statesPerSecond() {
        return states / Math.max(1e-9, time.toNanos() / 1e9);
    }

    /**
     * The probability that two of the states had one fingerprint of 64 bits, so that one was passed over: less than n² / 2 to
     * the 65th.
     */
    public double collisionProbability() {
        return Math.scalb((double) states * states, -65);
    }
}
