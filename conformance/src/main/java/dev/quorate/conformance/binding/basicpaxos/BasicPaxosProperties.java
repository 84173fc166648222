package dev.quorate.conformance.binding.basicpaxos;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.conformance.binding.paxos.VoteGhost;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Quorum;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.basic.Event;
import dev.quorate.paxos.basic.Node;
import java.util.Optional;
import java.util.Set;

/** The safety properties of {@code BasicPaxos.tla}, by name and in order. */
final class BasicPaxosProperties {
    private BasicPaxosProperties() {}

    static Optional<String> broken(Moved<Node, VoteGhost> m, Set<NodeId> acceptors) {
        VoteGhost ghost = m.ghost();
        return ghost.broken(
                        m.nodes().stream().map(s -> s.learner().learned()).toList(),
                        (ballot, members) -> Quorum.isMajority(members, acceptors))
                .or(() -> ghost.allVotes().stream().map(Vote::ballot).allMatch(ghost::isForOneValue)
                        ? Optional.empty()
                        : Optional.of("OneValuePerBallot"));
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after) {
        Optional<Command> learned = before.learner().learned();
        if (learned.isPresent() && !learned.equals(after.learner().learned()) && !(event instanceof Event.Restart)) {
            return Optional.of("Stability");
        } else if (after.acceptor().promised() < before.acceptor().promised()
                || after.proposer().ballot() < before.proposer().ballot()) {
            return Optional.of("BallotMonotonic");
        }
        return Optional.empty();
    }
}
