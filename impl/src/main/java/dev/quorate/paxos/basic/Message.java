package dev.quorate.paxos.basic;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.Optional;
import java.util.Set;

/** What nodes say to each other. {@code to} are the nodes that a message is for; each may get it, or not. */
public sealed interface Message {
    NodeId from();

    Set<NodeId> to();

    int ballot();

    /** A proposer asks for a promise to vote in no lower ballot (phase 1a). */
    record Prepare(NodeId from, Set<NodeId> to, int ballot) implements Message {
        public Prepare {
            to = Set.copyOf(to);
        }
    }

    /**
     * An acceptor promises that (phase 1b).
     *
     * @param acceptedBallot the ballot of its latest vote; 0 if it has not voted
     * @param acceptedValue the value of its latest vote
     */
    record Promise(NodeId from, Set<NodeId> to, int ballot, int acceptedBallot, Optional<Command> acceptedValue)
            implements Message {
        public Promise {
            to = Set.copyOf(to);
        }
    }

    /** A proposer asks for votes for a value (phase 2a). */
    record Accept(NodeId from, Set<NodeId> to, int ballot, Command value) implements Message {
        public Accept {
            to = Set.copyOf(to);
        }
    }

    /** An acceptor has voted for a value (phase 2b). */
    record Accepted(NodeId from, Set<NodeId> to, int ballot, Command value) implements Message {
        public Accepted {
            to = Set.copyOf(to);
        }
    }

    /**
     * An acceptor will not do what a lower ballot asks.
     *
     * @param ballot the one that it has promised
     */
    record Refusal(NodeId from, Set<NodeId> to, int ballot) implements Message {
        public Refusal {
            to = Set.copyOf(to);
        }
    }
}
