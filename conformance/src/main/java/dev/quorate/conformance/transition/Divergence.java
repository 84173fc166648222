package dev.quorate.conformance.transition;

import java.util.List;

/**
 * Where the spec and the code part. Values are in TLA+ notation, so that the report is text.
 *
 * @param kind what is wrong
 * @param node the node; empty if it is not one node's step
 * @param event the event
 * @param before the node's state before it
 * @param expected what the spec gives: the state after it, and the messages sent
 * @param found what the code gives
 * @param differences field by field, one line each
 * @param place where it is in the graph, in {@link PathFinder}'s words; empty if it is in an initial state
 */
public record Divergence(
        Kind kind,
        String node,
        String event,
        String before,
        Outcome expected,
        Outcome found,
        List<String> differences,
        String place) {

    /**
     * One side's outcome.
     *
     * @param after the state after the event, or why there is none
     * @param messages the messages sent
     */
    public record Outcome(String after, List<String> messages) {}

    /** Whether the spec enables the event. */
    boolean isEnabled() {
        return kind != Kind.ENABLED;
    }

    /** What can be wrong. */
    public enum Kind {
        INITIAL("the initial states differ"),
        STEP("the code does not do what the spec does"),
        ENABLED("the spec does not enable this event here, but the code does something"),
        SYMMETRY("the code treats nodes differently by their names, where the model takes them for alike"),
        NOT_LOCAL("the step changes more than its own node");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** A clause that says it. */
        public String words() {
            return words;
        }
    }
}
