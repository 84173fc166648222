package dev.quorate.conformance.binding;

/** What sending a message opens, where nodes are connected by channels. */
public enum Opening {
    /** Nothing: on a channel that is closed the message is lost. */
    NOTHING,

    /**
     * The way back of a connection that the receiver has opened: the message is its first one, whatever it held. If the
     * connection is gone, the message is lost.
     */
    CHANNEL,

    /** A connection: the message is the first one to the receiver, and the way back is closed until the receiver opens it. */
    CONNECTION
}
