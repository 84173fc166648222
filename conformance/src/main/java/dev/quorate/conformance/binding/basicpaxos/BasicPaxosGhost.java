package dev.quorate.conformance.binding.basicpaxos;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.basic.Node;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The ghost variables of {@code BasicPaxos.tla}.
 *
 * @param asked the values that clients have asked for
 * @param allVotes all votes ever cast
 */
record BasicPaxosGhost(Set<Command> asked, Set<Vote> allVotes) {
    static final BasicPaxosGhost INITIAL = new BasicPaxosGhost(Set.of(), Set.of());

    BasicPaxosGhost {
        asked = Set.copyOf(asked);
        allVotes = Set.copyOf(allVotes);
    }

    /** The ghosts after a step that takes a node to this state. */
    BasicPaxosGhost after(NodeId n, Node s) {
        Optional<Command> request = s.proposer().request();
        Optional<Vote> vote =
                s.acceptor().value().map(value -> Vote.of(n, s.acceptor().ballot(), value));
        if (request.stream().allMatch(asked::contains) && vote.stream().allMatch(allVotes::contains)) {
            return this;
        }
        return new BasicPaxosGhost(plus(asked, request), plus(allVotes, vote));
    }

    private static <T> Set<T> plus(Set<T> set, Optional<T> element) {
        Set<T> both = new HashSet<>(set);
        element.ifPresent(both::add);
        return both;
    }
}
