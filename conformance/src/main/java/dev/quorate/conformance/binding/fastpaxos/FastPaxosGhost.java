package dev.quorate.conformance.binding.fastpaxos;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.fast.Node;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The ghost variables of {@code FastPaxos.tla}.
 *
 * @param asked the values that clients have asked for
 * @param allVotes all votes ever cast
 */
record FastPaxosGhost(Set<Command> asked, Set<Vote> allVotes) {
    static final FastPaxosGhost INITIAL = new FastPaxosGhost(Set.of(), Set.of());

    FastPaxosGhost {
        asked = Set.copyOf(asked);
        allVotes = Set.copyOf(allVotes);
    }

    /** The ghosts after a step that takes a node to this state. */
    FastPaxosGhost after(NodeId n, Node s) {
        Optional<Command> request = s.request();
        Optional<Vote> vote =
                s.acceptor().value().map(value -> Vote.of(n, s.acceptor().ballot(), value));
        if (request.stream().allMatch(asked::contains) && vote.stream().allMatch(allVotes::contains)) {
            return this;
        }
        return new FastPaxosGhost(plus(asked, request), plus(allVotes, vote));
    }

    private static <T> Set<T> plus(Set<T> set, Optional<T> element) {
        Set<T> both = new HashSet<>(set);
        element.ifPresent(both::add);
        return both;
    }
}
