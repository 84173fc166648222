package dev.quorate.zab.election;

import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.election.Message.Notification;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fast Leader Election as a pure state machine, to be read beside {@code specs/zab/FastLeaderElection.tla}: each operator of the
 * spec that takes a server a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is the
 * server and {@code s} its state.
 *
 * <p>Sources: A. Medeiros, "ZooKeeper's atomic broadcast protocol: theory and practice" (2012), section 3.3, cited as [M]; and
 * ZooKeeper, cited as [ZK]. The spec's header says where it departs from them.
 */
public final class FastLeaderElection implements Protocol<Node, Event, Message> {
    private final Set<NodeId> servers;

    /** An ensemble of these servers, whose ids are ordered as their names are. */
    public FastLeaderElection(Set<NodeId> servers) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("there is no server");
        }
        this.servers = Set.copyOf(servers);
    }

    @Override
    public Node initial(NodeId node) {
        return Node.INITIAL;
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.LookForLeader look) {
            return lookForLeader(n, s, look.epoch(), look.zxid());
        } else if (event instanceof Event.SendNotification) {
            return sendNotification(n, s);
        } else if (event instanceof Event.Decide) {
            return decide(n, s);
        } else if (event instanceof Event.Restart) {
            return restart();
        } else {
            return receive(n, s, (Notification) ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    private boolean isQuorum(Set<NodeId> members) {
        return Quorum.isMajority(members, servers);
    }

    /** Which of a vote that has arrived and one's own to go on with. */
    private static Vote betterOf(Vote arrived, Vote own) {
        return arrived.compareTo(own) > 0 ? arrived : own;
    }

    /** Whether a vote is of a later round than a server is in. */
    private static boolean isAhead(Node s, Notification m) {
        return m.round() > s.round();
    }

    /** Whether a vote is of an earlier round than a server is in. */
    private static boolean isStale(Node s, Notification m) {
        return m.round() < s.round();
    }

    /** Who else has a server's vote, when it hears from p. */
    private static Set<NodeId> support(Set<NodeId> supporters, NodeId p, boolean agrees) {
        Set<NodeId> after = new HashSet<>(supporters);
        after.remove(p);
        after.addAll(agrees ? Set.of(p) : Set.of());
        return after;
    }

    /** What is heard replaces what was heard before from the same server. */
    private static Set<Stand> latest(Set<Stand> stands, Stand heard) {
        Set<Stand> after = stands.stream()
                .filter(stand -> !stand.server().equals(heard.server()))
                .collect(Collectors.toCollection(HashSet::new));
        after.add(heard);
        return after;
    }

    /** Whether the leader itself says that it leads; of n, it is enough that this is its round ([ZK], checkLeader). */
    private static boolean leaderAgrees(NodeId n, Node s, int round, Vote vote) {
        return vote.leader().equals(n)
                ? round == s.round()
                : s.outOfElection().contains(new Stand(vote.leader(), round, vote));
    }

    /** What a server tells all others. */
    private Notification announcement(NodeId n, Node s) {
        Set<NodeId> others = new TreeSet<>(servers);
        others.remove(n);
        return new Notification(n, others, s.state(), s.round(), s.vote().orElseThrow());
    }

    /** What a server tells one that it hears from. */
    private static Notification answer(NodeId n, Node s, Notification m) {
        return new Notification(
                n, Set.of(m.from()), s.state(), s.round(), s.vote().orElseThrow());
    }

    /** Server n is done with looking, and leads or follows. */
    private static Node elected(NodeId n, Node s, int round, Vote vote) {
        State state = vote.leader().equals(n) ? State.LEADING : State.FOLLOWING;
        return new Node(state, s.epoch(), s.zxid(), round, Optional.of(vote), Set.of(), Set.of());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a server.

    /** Server n looks for a leader with what it has on disk ([M], algorithm 4, lines 4 and 5). */
    private Step<Node, Message> lookForLeader(NodeId n, Node s, int epoch, Zxid zxid) {
        if (s.isLooking()) {
            return Step.to(s);
        }
        Node looking = new Node(
                State.LOOKING, epoch, zxid, s.round() + 1, Optional.of(new Vote(n, epoch, zxid)), Set.of(), Set.of());
        return new Step<>(looking, Set.of(announcement(n, looking)));
    }

    /** Server n has not heard enough for a while, and says again what it has said. */
    private Step<Node, Message> sendNotification(NodeId n, Node s) {
        return s.isLooking() ? new Step<>(s, Set.of(announcement(n, s))) : Step.to(s);
    }

    /** A quorum has the vote of server n, and its wait for a better one is over ([ZK], finalizeWait). */
    private Step<Node, Message> decide(NodeId n, Node s) {
        if (!s.isLooking() || !isQuorum(support(s.supporters(), n, true))) {
            return Step.to(s);
        }
        return Step.to(elected(n, s, s.round(), s.vote().orElseThrow()));
    }

    /** The server stops, and starts again, and has forgotten all. */
    private static Step<Node, Message> restart() {
        return Step.to(Node.INITIAL);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a server does with a message.

    /** Who leads or follows tells those who look. */
    private static Step<Node, Message> handleWhenElected(NodeId n, Node s, Notification m) {
        return m.state() == State.LOOKING ? new Step<>(s, Set.of(answer(n, s, m))) : Step.to(s);
    }

    /** Both look: of the same round, both go on with the better vote; who is behind catches up. */
    private Step<Node, Message> handleLooking(NodeId n, Node s, Notification m) {
        if (isStale(s, m)) {
            return new Step<>(s, Set.of(answer(n, s, m)));
        }
        boolean ahead = isAhead(s, m);
        Vote before = s.vote().orElseThrow();
        Vote vote = betterOf(m.vote(), ahead ? new Vote(n, s.epoch(), s.zxid()) : before);
        boolean changed = ahead || !vote.equals(before);
        Node next = s.withStand(
                ahead ? m.round() : s.round(),
                vote,
                support(changed ? Set.of() : s.supporters(), m.from(), m.vote().equals(vote)));
        return changed ? new Step<>(next, Set.of(announcement(n, next))) : Step.to(next);
    }

    /** Server n looks, and hears from one that leads or follows: it joins a quorum that does so, if the leader agrees. */
    private Step<Node, Message> handleElected(NodeId n, Node s, Notification m) {
        boolean agrees = m.vote().equals(s.vote().orElseThrow());
        Node next = s.withHeard(
                m.round() == s.round() ? support(s.supporters(), m.from(), agrees) : s.supporters(),
                latest(s.outOfElection(), new Stand(m.from(), m.round(), m.vote())));
        Set<NodeId> agreed = next.outOfElection().stream()
                .filter(stand -> stand.equals(new Stand(stand.server(), m.round(), m.vote())))
                .map(Stand::server)
                .collect(Collectors.toSet());
        return isQuorum(agreed) && leaderAgrees(n, next, m.round(), m.vote())
                ? Step.to(elected(n, next, m.round(), m.vote()))
                : Step.to(next);
    }

    private Step<Node, Message> receive(NodeId n, Node s, Notification m) {
        if (s.vote().isEmpty()) {
            return Step.to(s);
        } else if (s.state() != State.LOOKING) {
            return handleWhenElected(n, s, m);
        } else if (m.state() == State.LOOKING) {
            return handleLooking(n, s, m);
        } else {
            return handleElected(n, s, m);
        }
    }
}
