package dev.quorate.conformance.binding.basicpaxos;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Quorum;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.basic.Event;
import dev.quorate.paxos.basic.Node;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The safety properties of {@code BasicPaxos.tla}, by name and in order. */
final class BasicPaxosProperties {
    private BasicPaxosProperties() {}

    static Optional<String> broken(Moved<Node, BasicPaxosGhost> m, Set<NodeId> acceptors) {
        Set<Vote> votes = m.ghost().allVotes();
        Set<Command> chosen = votes.stream()
                .filter(vote -> Quorum.isMajority(votersFor(vote, votes), acceptors))
                .flatMap(vote -> vote.value().stream())
                .collect(Collectors.toSet());
        Set<Command> learned = new HashSet<>();
        m.nodes().forEach(s -> s.learner().learned().ifPresent(learned::add));
        if (!m.ghost().asked().containsAll(chosen) || !m.ghost().asked().containsAll(learned)) {
            return Optional.of("Nontriviality");
        } else if (chosen.size() > 1 || !chosen.containsAll(learned)) {
            return Optional.of("Agreement");
        } else if (!oneValuePerBallot(votes)) {
            return Optional.of("OneValuePerBallot");
        }
        return Optional.empty();
    }

    private static Set<NodeId> votersFor(Vote vote, Set<Vote> votes) {
        return votes.stream()
                .filter(other ->
                        other.ballot() == vote.ballot() && other.value().equals(vote.value()))
                .map(Vote::acceptor)
                .collect(Collectors.toSet());
    }

    /** All votes in a ballot are for one value. */
    private static boolean oneValuePerBallot(Set<Vote> votes) {
        return votes.stream()
                        .map(vote -> vote.ballot() + " " + vote.value())
                        .distinct()
                        .count()
                == votes.stream().map(Vote::ballot).distinct().count();
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
