package dev.quorate.paxos;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A learner, as Basic and Fast Paxos have it: it hears of the acceptors' votes, and has learned a value when those of a quorum
 * are for it in one ballot. Beside {@code specs/paxos/Learner.tla}.
 *
 * <p>Source: L. Lamport, "Paxos Made Simple" (2001), section 2.3.
 *
 * @param votes of each acceptor heard of, its latest vote; none once a value is learned
 * @param learned the value that was chosen, once this learner knows
 */
public record Learner(Set<Vote> votes, Optional<Command> learned) {
    /** A learner that has heard nothing. */
    public static final Learner INITIAL = new Learner(Set.of(), Optional.empty());

    public Learner {
        votes = Set.copyOf(votes);
    }

    /** What this learner is when it hears of a vote. */
    public Learner learn(Vote vote, Predicate<Set<NodeId>> isQuorum) {
        if (learned.isPresent()) {
            return this;
        }
        boolean stale =
                votes.stream().anyMatch(v -> v.acceptor().equals(vote.acceptor()) && v.ballot() >= vote.ballot());
        Set<Vote> heard = stale ? votes : latest(votes, vote);
        Set<NodeId> agreed = heard.stream()
                .filter(v -> v.ballot() == vote.ballot() && v.value().equals(vote.value()))
                .map(Vote::acceptor)
                .collect(Collectors.toSet());
        return isQuorum.test(agreed) ? new Learner(Set.of(), vote.value()) : new Learner(heard, learned);
    }

    /** Votes with one more, in the place of its acceptor's earlier one. */
    public static Set<Vote> latest(Set<Vote> votes, Vote vote) {
        Set<Vote> latest = new HashSet<>(votes);
        latest.removeIf(v -> v.acceptor().equals(vote.acceptor()));
        latest.add(vote);
        return latest;
    }
}
