package dev.quorate.conformance.tlc;

import java.util.OptionalInt;

/**
 * A log, as the module {@code TraceLog} asks for it. Lines count from 1, without the header. The objects are TLC's values,
 * whole and not lazy; {@link TlcMaker} makes them.
 */
public interface TraceSource {
    /** The set of the cluster's nodes. */
    Object cluster();

    /** The cluster's nodes as a sequence, in the order of their names. */
    Object order();

    /** A constant of the header; empty if it has none of that name. */
    OptionalInt constant(String name);

    /** What a snapshot keeps of a sequence of commands. */
    Object condensed(Object commands);

    /** How many lines there are. */
    int length();

    /** The event that a line tells of. */
    Object event(int line);

    /** The set of messages that the event sends. */
    Object sent(int line);

    /**
     * The states of all nodes after the event, as far as the line says.
     *
     * @param before what they are where it says nothing
     */
    Object nodes(int line, Object before);

    /** The messages of {@code network} and {@code sent} that some line of the same run receives after this one. */
    Object inFlight(int line, Object network, Object sent);

    /** Of each channel of {@code network}, the messages up to the first that no line of the same run receives after this one. */
    Object inFlightInOrder(int line, Object network);
}
