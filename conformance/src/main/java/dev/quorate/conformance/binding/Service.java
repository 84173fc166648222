package dev.quorate.conformance.binding;

/** What clients ask the nodes of a protocol for. */
public enum Service {
    /** A log of commands, which nodes apply in one order: see {@link World#applied}. */
    LOG,

    /**
     * One value, chosen once. A client proposes one, and is answered with the one that was chosen; {@link World#applied} is that
     * one, where a node knows it.
     */
    DECISION,

    /** One register, which clients read and write at any node: see {@link World#read} and {@link World#answer}. */
    REGISTER,

    /** Nothing: an election, say. */
    NONE
}
