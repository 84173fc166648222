package dev.quorate.conformance.simulation;

/**
 * One choice of a schedule: what happens next. The numbers pick one of what there is to pick from, whatever is left over when
 * divided by its count; so every list of choices is a schedule, and one that is cut short or made smaller is one, too.
 *
 * @param kind the kind of thing that happens
 * @param one which node, or which message, counted back from the one sent last
 * @param other which event or which other node
 */
public record Choice(Kind kind, int one, int other) {
    /** What can happen next. */
    public enum Kind {
        /** A node does something of itself: any of the events that a world has for it. */
        ACT,
        /** A message arrives; it may arrive again. */
        DELIVER,
        /** A message is lost; or, where there are channels, the connection between two nodes breaks. */
        LOSE,
        /** A client asks a node for something. */
        REQUEST,
        /** Two nodes do not hear each other any more. */
        PART,
        /** All nodes hear each other. */
        HEAL
    }
}
