package dev.quorate.paxos;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.Optional;

/**
 * That an acceptor has voted for a value in a ballot, or that it has not voted.
 *
 * @param acceptor whose vote it is
 * @param ballot the ballot; 0 for no vote
 * @param value the value; empty for no vote
 */
public record Vote(NodeId acceptor, int ballot, Optional<Command> value) {
    public Vote {
        if (ballot < 0 || (ballot == 0) != value.isEmpty()) {
            throw new IllegalArgumentException("a vote in ballot " + ballot + " for " + value);
        }
    }

    /** A vote for a value. */
    public static Vote of(NodeId acceptor, int ballot, Command value) {
        return new Vote(acceptor, ballot, Optional.of(value));
    }
}
