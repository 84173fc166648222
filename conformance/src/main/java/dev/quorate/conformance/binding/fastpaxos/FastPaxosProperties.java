package dev.quorate.conformance.binding.fastpaxos;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.conformance.binding.paxos.VoteGhost;
import dev.quorate.core.Command;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.fast.Event;
import dev.quorate.paxos.fast.FastPaxos;
import dev.quorate.paxos.fast.Node;
import java.util.Optional;
import java.util.Set;

/** The safety properties of {@code FastPaxos.tla}, by name and in order. */
final class FastPaxosProperties {
    private FastPaxosProperties() {}

    static Optional<String> broken(Moved<Node, VoteGhost> m, FastPaxos paxos) {
        VoteGhost ghost = m.ghost();
        Optional<String> broken =
                ghost.broken(m.nodes().stream().map(s -> s.learner().learned()).toList(), paxos::isQuorum);
        if (broken.isPresent()) {
            return broken;
        } else if (!oneValuePerClassicBallot(ghost)) {
            return Optional.of("OneValuePerClassicBallot");
        }
        return oneVotePerBallot(ghost.allVotes()) ? Optional.empty() : Optional.of("OneVotePerBallot");
    }

    /** In a classic ballot all votes are for one value. */
    private static boolean oneValuePerClassicBallot(VoteGhost ghost) {
        return ghost.allVotes().stream()
                .map(Vote::ballot)
                .filter(ballot -> !FastPaxos.isFast(ballot))
                .allMatch(ghost::isForOneValue);
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
