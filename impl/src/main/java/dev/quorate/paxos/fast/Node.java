package dev.quorate.paxos.fast;

import dev.quorate.core.Command;
import dev.quorate.paxos.Learner;
import dev.quorate.paxos.Vote;
import java.util.Optional;
import java.util.Set;

/**
 * The local state of one node, a part for each role: the spec's {@code nodes[n]}. The part of a role that the node does not play
 * stays as it was. Durable, so on disk before the messages of a step leave: the coordinator's {@code ballot}, and the acceptor
 * but for {@code any}.
 *
 * @param request the value that a client has asked this node for
 */
public record Node(Optional<Command> request, Coordinator coordinator, Acceptor acceptor, Learner learner) {
    /**
     * A coordinator.
     *
     * @param ballot the highest ballot it knows of; its own while it prepares
     * @param preparing whether it waits for promises
     * @param promises of each acceptor that has promised its ballot, the vote it told of
     */
    public record Coordinator(int ballot, boolean preparing, Set<Vote> promises) {
        public Coordinator {
            promises = Set.copyOf(promises);
        }

        /** A coordinator that has just started a ballot of its own. */
        static Coordinator preparing(int ballot) {
            return new Coordinator(ballot, true, Set.of());
        }

        /** A coordinator that waits for no promises. */
        static Coordinator idle(int ballot) {
            return new Coordinator(ballot, false, Set.of());
        }
    }

    /**
     * An acceptor.
     *
     * @param promised it votes in no ballot below this
     * @param ballot the ballot of its latest vote; 0 if it has not voted
     * @param value the value of its latest vote
     * @param any whether it may vote for any value in the ballot it has promised
     */
    public record Acceptor(int promised, int ballot, Optional<Command> value, boolean any) {
        /** An acceptor that has promised nothing. */
        static final Acceptor INITIAL = new Acceptor(0, 0, Optional.empty(), false);

        Acceptor withPromised(int newPromised, boolean newAny) {
            return new Acceptor(newPromised, ballot, value, newAny);
        }
    }

    Node withRequest(Command value) {
        return new Node(Optional.of(value), coordinator, acceptor, learner);
    }

    Node withCoordinator(Coordinator value) {
        return new Node(request, value, acceptor, learner);
    }

    Node withAcceptor(Acceptor value) {
        return new Node(request, coordinator, value, learner);
    }

    Node withLearner(Learner value) {
        return new Node(request, coordinator, acceptor, value);
    }
}
