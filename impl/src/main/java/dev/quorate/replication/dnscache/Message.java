package dev.quorate.replication.dnscache;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.Optional;

/** What nodes say to each other. */
public sealed interface Message {
    NodeId from();

    NodeId to();

    int at();

    /**
     * A resolver asks for the value.
     *
     * @param at the sender's clock
     */
    record Query(NodeId from, NodeId to, int at) implements Message {}

    /**
     * The authority answers.
     *
     * @param at that of the query
     * @param value the value, if any was written
     */
    record Response(NodeId from, NodeId to, int at, Optional<Command> value) implements Message {}
}
