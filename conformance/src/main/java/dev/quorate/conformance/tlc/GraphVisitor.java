package dev.quorate.conformance.tlc;

import java.nio.file.Path;
import java.util.List;

/**
 * Sees each edge of the state graph as TLC generates it, inside TLC's own process. Called by several TLC workers at once; a
 * worker passes all edges that leave one state after each other. Edges to states beyond the model's constraint are not
 * among them: {@link Successors} has those.
 */
public interface GraphVisitor {
    /** One initial state. */
    void initial(GraphState state);

    /** One edge: {@code to} is a successor of {@code from}. */
    void edge(GraphState from, GraphState to);

    /**
     * TLC has ended and no more edges will come.
     *
     * @param complete whether TLC has seen the whole graph, without an error
     */
    void finish(boolean complete);

    /** TLC as an oracle. */
    interface Successors {
        /** Every successor of a state, those beyond the model's constraint included. */
        List<GraphState> of(GraphState state);

        /** Whether the model's action constraints allow a step. */
        boolean allows(GraphState from, GraphState to);

        /**
         * A successor as a state to go on from for long: its values are whole, and it holds on to no other state.
         *
         * @param from a state that is so already
         */
        GraphState settled(GraphState from, GraphState to);
    }

    /** Makes a visitor. Has a constructor without parameters, since TLC's process knows it by its class's name. */
    interface Factory {
        /**
         * Makes a visitor for one run.
         *
         * @param job what to do, in the factory's own words
         * @param report the file to write the outcome to; it must appear whole or not at all
         * @param graph asks TLC; from the first initial state on, until the end
         */
        GraphVisitor create(String job, Path report, Successors graph);
    }
}
