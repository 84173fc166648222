package dev.quorate.paxos.multi;

import dev.quorate.core.Command;
import java.util.Optional;

/**
 * What a slot holds: a command and the ballot in which its leader proposed it there. An empty slot holds {@link #HOLE}, the
 * one proposal without a command, whose ballot is below all others.
 */
public record Proposal(int ballot, Optional<Command> command) {
    /** Nothing. */
    public static final Proposal HOLE = new Proposal(0, Optional.empty());

    public Proposal {
        if (ballot < 0 || (ballot == 0) != command.isEmpty()) {
            throw new IllegalArgumentException("ballot " + ballot + ", command " + command);
        }
    }

    Proposal(int ballot, Command command) {
        this(ballot, Optional.of(command));
    }
}
