package dev.quorate.conformance.binding;

/** What sending a message opens, where nodes are connected by channels. */
public enum Opening {
    /** Nothing: on a channel that is closed the message is lost. */
    NOTHING,

    /** The channel to the receiver: the message is its first one, whatever it held. */
    CHANNEL,

    /** A connection: the same, and the way back, if one was open, is closed until the receiver opens it. */
    CONNECTION
}
