package dev.quorate.conformance.binding.paxos;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.paxos.Vote;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The ghost variables of {@code BasicPaxos.tla} and {@code FastPaxos.tla}, and the properties that both state of them.
 *
 * @param asked the values that clients have asked for
 * @param allVotes all votes ever cast
 */
public record VoteGhost(Set<Command> asked, Set<Vote> allVotes) {
    /** Nobody has asked or voted. */
    public static final VoteGhost INITIAL = new VoteGhost(Set.of(), Set.of());

    public VoteGhost {
        asked = Set.copyOf(asked);
        allVotes = Set.copyOf(allVotes);
    }

    /**
     * The ghosts after a step of node {@code n}.
     *
     * @param request what the node is asked for after it
     * @param ballot the ballot of its latest vote
     * @param value the value of its latest vote
     */
    public VoteGhost after(NodeId n, Optional<Command> request, int ballot, Optional<Command> value) {
        Optional<Vote> vote = value.map(v -> Vote.of(n, ballot, v));
        if (request.stream().allMatch(asked::contains) && vote.stream().allMatch(allVotes::contains)) {
            return this;
        }
        return new VoteGhost(plus(asked, request), plus(allVotes, vote));
    }

    private static <T> Set<T> plus(Set<T> set, Optional<T> element) {
        Set<T> both = new HashSet<>(set);
        element.ifPresent(both::add);
        return both;
    }

    /**
     * Which of Nontriviality and Agreement does not hold.
     *
     * @param learned what each node has learned
     * @param isQuorum whether a set of acceptors is a quorum of a ballot
     */
    public Optional<String> broken(List<Optional<Command>> learned, BiPredicate<Integer, Set<NodeId>> isQuorum) {
        Set<Command> chosen = allVotes.stream()
                .filter(vote -> isQuorum.test(vote.ballot(), votersFor(vote)))
                .flatMap(vote -> vote.value().stream())
                .collect(Collectors.toSet());
        Set<Command> known = learned.stream().flatMap(Optional::stream).collect(Collectors.toSet());
        if (!asked.containsAll(chosen) || !asked.containsAll(known)) {
            return Optional.of("Nontriviality");
        }
        return chosen.size() > 1 || !chosen.containsAll(known) ? Optional.of("Agreement") : Optional.empty();
    }

    private Set<NodeId> votersFor(Vote vote) {
        return allVotes.stream()
                .filter(other ->
                        other.ballot() == vote.ballot() && other.value().equals(vote.value()))
                .map(Vote::acceptor)
                .collect(Collectors.toSet());
    }

    /** Whether all votes that are cast in a ballot are for one value. */
    public boolean isForOneValue(int ballot) {
        return allVotes.stream()
                        .filter(vote -> vote.ballot() == ballot)
                        .map(Vote::value)
                        .distinct()
                        .count()
                <= 1;
    }
}
