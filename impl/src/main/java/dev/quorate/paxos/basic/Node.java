package dev.quorate.paxos.basic;

import dev.quorate.core.Command;
import dev.quorate.paxos.Learner;
import dev.quorate.paxos.Vote;
import java.util.Optional;
import java.util.Set;

/**
 * The local state of one node, a part for each role: the spec's {@code nodes[n]}. The part of a role that the node does not play
 * stays as it was. Durable, so on disk before the messages of a step leave: the proposer's {@code ballot}, and the acceptor.
 */
public record Node(Proposer proposer, Acceptor acceptor, Learner learner) {
    /**
     * A proposer.
     *
     * @param ballot the highest ballot it knows of; its own while it prepares
     * @param request the value that a client has asked for
     * @param preparing whether it waits for promises
     * @param promises of each acceptor that has promised its ballot, the vote it told of
     */
    public record Proposer(int ballot, Optional<Command> request, boolean preparing, Set<Vote> promises) {
        /** A proposer that nobody has asked. */
        static final Proposer INITIAL = new Proposer(0, Optional.empty(), false, Set.of());

        public Proposer {
            promises = Set.copyOf(promises);
        }
    }

    /**
     * An acceptor.
     *
     * @param promised it votes in no ballot below this
     * @param ballot the ballot of its latest vote; 0 if it has not voted
     * @param value the value of its latest vote
     */
    public record Acceptor(int promised, int ballot, Optional<Command> value) {
        /** An acceptor that has promised nothing. */
        static final Acceptor INITIAL = new Acceptor(0, 0, Optional.empty());
    }

    Node withProposer(Proposer value) {
        return new Node(value, acceptor, learner);
    }

    Node withAcceptor(Acceptor value) {
        return new Node(proposer, value, learner);
    }

    Node withLearner(Learner value) {
        return new Node(proposer, acceptor, value);
    }
}
