package dev.quorate.conformance.binding.fastpaxos;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.fast.Event;
import dev.quorate.paxos.fast.FastPaxos;
import dev.quorate.paxos.fast.Node;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The safety properties of {@code FastPaxos.tla}, by name and in order. */
final class FastPaxosProperties {
    private FastPaxosProperties() {}

    static Optional<String> broken(Moved<Node, FastPaxosGhost> m, FastPaxos paxos) {
        Set<Vote> votes = m.ghost().allVotes();
        Set<Command> chosen = votes.stream()
                .filter(vote -> paxos.isQuorum(vote.ballot(), votersFor(vote, votes)))
                .flatMap(vote -> vote.value().stream())
                .collect(Collectors.toSet());
        Set<Command> learned = new HashSet<>();
        m.nodes().forEach(s -> s.learner().learned().ifPresent(learned::add));
        if (!m.ghost().asked().containsAll(chosen) || !m.ghost().asked().containsAll(learned)) {
            return Optional.of("Nontriviality");
        } else if (chosen.size() > 1 || !chosen.containsAll(learned)) {
            return Optional.of("Agreement");
        } else if (!oneValuePerClassicBallot(votes)) {
            return Optional.of("OneValuePerClassicBallot");
        } else if (!oneVotePerBallot(votes)) {
            return Optional.of("OneVotePerBallot");
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

    /** In a classic ballot all votes are for one value. */
    private static boolean oneValuePerClassicBallot(Set<Vote> votes) {
        return votes.stream()
                .filter(vote -> !FastPaxos.isFast(vote.ballot()))
                .allMatch(vote -> votes.stream()
                        .filter(other -> other.ballot() == vote.ballot())
                        .allMatch(other -> other.value().equals(vote.value())));
    }

    /** In no ballot an acceptor votes for two values. */
    private static boolean oneVotePerBallot(Set<Vote> votes) {
        return votes.stream()
                        .map(vote -> vote.acceptor() + " " + vote.ballot())
                        .distinct()
                        .count()
                == votes.size();
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after) {
        Optional<Command> learned = before.learner().learned();
        if (learned.isPresent() && !learned.equals(after.learner().learned()) && !(event instanceof Event.Restart)) {
            return Optional.of("Stability");
        } else if (after.acceptor().promised() < before.acceptor().promised()
                || after.coordinator().ballot() < before.coordinator().ballot()) {
            return Optional.of("BallotMonotonic");
        }
        return Optional.empty();
    }
}
