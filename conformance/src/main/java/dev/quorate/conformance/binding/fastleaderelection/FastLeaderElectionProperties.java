package dev.quorate.conformance.binding.fastleaderelection;

import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.core.NodeId;
import dev.quorate.core.Quorum;
import dev.quorate.zab.election.Event;
import dev.quorate.zab.election.Node;
import dev.quorate.zab.election.Stand;
import dev.quorate.zab.election.State;
import dev.quorate.zab.election.Vote;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The safety properties of {@code FastLeaderElection.tla}, by name and in order, as far as a step can break them. */
final class FastLeaderElectionProperties {
    private final List<NodeId> servers;

    FastLeaderElectionProperties(List<NodeId> servers) {
        this.servers = servers;
    }

    Optional<String> broken(Moved<Node, VoteGhost> m) {
        Node s = m.after();
        if (s.vote().isEmpty()) {
            return Optional.empty();
        }
        Vote vote = s.vote().get();
        if (!isTotal(m.nodes(), vote)) {
            return Optional.of("VoteOrderIsTotal");
        } else if (!s.vote().equals(m.before().vote()) && !m.ghost().isFromItsLeader(vote)) {
            return Optional.of("Validity");
        } else if (s.state() == State.LOOKING) {
            Vote own = new Vote(servers.get(m.index()), s.epoch(), s.zxid());
            return own.isOfLaterHistoryThan(vote) ? Optional.of("LatestHistory") : Optional.empty();
        } else if ((s.state() == State.LEADING) != vote.leader().equals(servers.get(m.index()))) {
            return Optional.of("LeadersLead");
        } else if (!isMajority(m.ghost().voters(servers, s.round(), vote))) {
            return Optional.of("QuorumSupport");
        }
        return joinsALeader(m, vote) ? Optional.empty() : Optional.of("JoinsALeader");
    }

    private boolean isTotal(List<Node> nodes, Vote vote) {
        return nodes.stream()
                .flatMap(node -> node.vote().stream())
                .allMatch(other -> other.equals(vote)
                        ? vote.compareTo(other) == 0
                        : Integer.signum(vote.compareTo(other)) * Integer.signum(other.compareTo(vote)) < 0);
    }

    private boolean joinsALeader(Moved<Node, VoteGhost> m, Vote vote) {
        Node before = m.before();
        Node after = m.after();
        if (before.state() != State.LOOKING || after.state() != State.FOLLOWING) {
            return true;
        }
        Set<NodeId> known = new HashSet<>(before.supporters());
        known.add(servers.get(m.index()));
        return (before.vote().equals(after.vote()) && isMajority(known))
                || m.ghost().allLeaders().contains(new Stand(vote.leader(), after.round(), vote));
    }

    private boolean isMajority(Set<NodeId> members) {
        return Quorum.isMajority(members, Set.copyOf(servers));
    }

    static Optional<String> brokenByStep(Node before, Event event, Node after) {
        if (before.isLooking()
                && after.isLooking()
                && after.round() == before.round()
                && after.vote().orElseThrow().compareTo(before.vote().orElseThrow()) < 0) {
            return Optional.of("VoteMonotonic");
        } else if (after.state() == State.LOOKING
                && after.round() < before.round()
                && !(event instanceof Event.Restart)) {
            return Optional.of("RoundMonotonic");
        }
        return Optional.empty();
    }
}
