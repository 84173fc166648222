package dev.quorate.conformance.binding.fastleaderelection;

import dev.quorate.core.NodeId;
import dev.quorate.zab.election.Node;
import dev.quorate.zab.election.Stand;
import dev.quorate.zab.election.State;
import dev.quorate.zab.election.Vote;
import java.util.HashSet;
import java.util.Set;

/**
 * The ghost variables of {@code FastLeaderElection.tla}.
 *
 * @param allVotes all votes ever cast
 * @param allLeaders all who ever led
 */
record VoteGhost(Set<Stand> allVotes, Set<Stand> allLeaders) {
    /** Nobody has voted or led. */
    static final VoteGhost INITIAL = new VoteGhost(Set.of(), Set.of());

    VoteGhost {
        allVotes = Set.copyOf(allVotes);
        allLeaders = Set.copyOf(allLeaders);
    }

    /** The spec's Step: for whom server n votes now, and whether it leads. */
    VoteGhost after(NodeId n, Node s) {
        if (s.vote().isEmpty()) {
            return this;
        }
        Stand stand = new Stand(n, s.round(), s.vote().get());
        if (s.state() == State.LOOKING) {
            return allVotes.contains(stand) ? this : new VoteGhost(plus(allVotes, stand), allLeaders);
        } else if (s.state() == State.LEADING) {
            return allLeaders.contains(stand) ? this : new VoteGhost(allVotes, plus(allLeaders, stand));
        }
        return this;
    }

    private static Set<Stand> plus(Set<Stand> stands, Stand stand) {
        Set<Stand> both = new HashSet<>(stands);
        both.add(stand);
        return both;
    }

    /** Those of the servers that have cast a vote in a round. */
    Set<NodeId> voters(Iterable<NodeId> servers, int round, Vote vote) {
        Set<NodeId> voters = new HashSet<>();
        for (NodeId server : servers) {
            if (allVotes.contains(new Stand(server, round, vote))) {
                voters.add(server);
            }
        }
        return voters;
    }

    /** Whether a vote's leader has cast it, in whatever round. */
    boolean isFromItsLeader(Vote vote) {
        return allVotes.stream()
                .anyMatch(stand ->
                        stand.server().equals(vote.leader()) && stand.vote().equals(vote));
    }
}
