package dev.quorate.conformance.simulation;

/** What clients ask the nodes for. */
enum Service {
    /** A replicated key–value store. */
    STORE,

    /** The same with a planted fault: a node answers a read from its own copy, whatever that lacks. */
    STALE_STORE,

    /** One value, chosen once: a client proposes one, and is answered with the one that was chosen. */
    DECISION
}
