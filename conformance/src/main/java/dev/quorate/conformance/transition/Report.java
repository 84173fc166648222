package dev.quorate.conformance.transition;

import java.util.List;
import java.util.Map;

/**
 * What the conformance check of one model found.
 *
 * @param complete whether TLC saw the whole graph, so that all of this holds for all of it
 * @param edges edges of the graph, each compared with what the code does
 * @param environmentEdges those of them in which only the network moves
 * @param localTransitions distinct pairs of a node's state and an event
 * @param boundaryTransitions those that leave the model's bounds, found by asking TLC for them
 * @param renamedTransitions those executed again under another naming of the nodes
 * @param localStates distinct states of one node
 * @param disabledEvents distinct pairs of a node's state and an event that the spec does not enable in it; the code
 *     did nothing in each
 * @param severalOutcomes local transitions for which the spec has several outcomes
 * @param uncheckedEdges edges that could not be compared
 * @param byEvent local transitions by event, a received message by its type: {@code Receive RequestVote}
 * @param uncovered actions and handlers of the code that the model never reaches
 * @param divergences the first of each kind and event; empty if the code conforms
 * @param divergenceCount how many local transitions diverge
 * @param heapBytes memory in use at the end, that of TLC included
 */
public record Report(
        boolean complete,
        long edges,
        long environmentEdges,
        long localTransitions,
        long boundaryTransitions,
        long renamedTransitions,
        long localStates,
        long disabledEvents,
        long severalOutcomes,
        long uncheckedEdges,
        Map<String, Long> byEvent,
        List<String> uncovered,
        List<Divergence> divergences,
        long divergenceCount,
        long heapBytes) {

    /** Whether the code does what the spec does, everywhere in the model. */
    public boolean conforms() {
        return complete && edges > 0 && uncheckedEdges == 0 && divergenceCount == 0 && uncovered.isEmpty();
    }
}
