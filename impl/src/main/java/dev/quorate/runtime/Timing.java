package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import java.util.List;

/**
 * When a node acts of itself: which timers run in which state, and what is due when one ends. Protocol cores know no time; this
 * says how a runtime drives one, in the terms of its events.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 */
public interface Timing<S, E> {
    /** How many timers a node has; they are numbered from 0. */
    int timers();

    /** Sets the timers of a node that has just started. */
    void started(Timers timers);

    /** Sets the timers of a node that has just taken a step. A timer that is not named goes on as it was. */
    void stepped(S before, E event, S after, Timers timers);

    /** Sets the timers of a node of which one has just ended, before the steps that are due: it may start again. */
    default void ended(int timer, Timers timers) {}

    /** What is due at a node when a timer ends; each event is a step of its own. */
    List<E> due(NodeId node, int timer, S state);

    /** The timers of one node. */
    interface Timers {
        /** Starts a timer anew. It ends after a random time between these two, in microseconds of the node's own clock. */
        void start(int timer, long min, long max);

        /** Stops a timer, if it runs. */
        void stop(int timer);
    }
}
