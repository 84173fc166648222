package dev.quorate.paxos.fast;

import static java.util.stream.Collectors.toSet;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.paxos.Ballots;
import dev.quorate.paxos.Learner;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.fast.Message.Accept;
import dev.quorate.paxos.fast.Message.Accepted;
import dev.quorate.paxos.fast.Message.Any;
import dev.quorate.paxos.fast.Message.Prepare;
import dev.quorate.paxos.fast.Message.Promise;
import dev.quorate.paxos.fast.Message.Refusal;
import dev.quorate.paxos.fast.Node.Acceptor;
import dev.quorate.paxos.fast.Node.Coordinator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Fast Paxos as a pure state machine, to be read beside {@code specs/paxos/FastPaxos.tla}: each operator of the spec that takes
 * a node a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is the node and {@code s}
 * its state.
 *
 * <p>Source: L. Lamport, "Fast Paxos" (Distributed Computing 19(2), 2006; its sections are cited as §). The spec's header says
 * where it departs from the paper.
 */
public final class FastPaxos implements Protocol<Node, Event, Message> {
    private final Set<NodeId> coordinators;
    private final Set<NodeId> acceptors;
    private final Set<NodeId> learners;
    private final int classicQuorum;
    private final int fastQuorum;
    private final Ballots turns;

    /**
     * A cluster of nodes that play these roles; a node may play several. Coordinators learn, too.
     *
     * @param classicQuorum how many acceptors are a quorum of a classic ballot: any two share one
     * @param fastQuorum how many are one of a fast ballot: any two of these and a classic one share one
     */
    public FastPaxos(
            Set<NodeId> coordinators, Set<NodeId> acceptors, Set<NodeId> learners, int classicQuorum, int fastQuorum) {
        int size = acceptors.size();
        if (classicQuorum < 1 || classicQuorum > size || fastQuorum < 1 || fastQuorum > size) {
            throw new IllegalArgumentException(
                    "quorums of " + classicQuorum + " and " + fastQuorum + " of " + size + " acceptors");
        } else if (2 * classicQuorum <= size) {
            throw new IllegalArgumentException(
                    "two classic quorums of " + classicQuorum + " of " + size + " acceptors need not share one");
        } else if (classicQuorum + 2 * fastQuorum <= 2 * size) {
            throw new IllegalArgumentException("a classic quorum of " + classicQuorum + " and two fast ones of "
                    + fastQuorum + " of " + size + " acceptors need not share one");
        }
        this.coordinators = Set.copyOf(coordinators);
        this.acceptors = Set.copyOf(acceptors);
        this.learners = Set.copyOf(learners);
        this.classicQuorum = classicQuorum;
        this.fastQuorum = fastQuorum;
        turns = new Ballots(coordinators);
    }

    /** The usual choice: classic quorums as small as they can be, and fast ones as small as these allow (§3.4.1). */
    public static FastPaxos ofMajorities(Set<NodeId> coordinators, Set<NodeId> acceptors, Set<NodeId> learners) {
        int size = acceptors.size();
        return new FastPaxos(coordinators, acceptors, learners, size / 2 + 1, size - size / 4);
    }

    @Override
    public Node initial(NodeId node) {
        return new Node(Optional.empty(), Coordinator.idle(0), Acceptor.INITIAL, Learner.INITIAL);
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.ClientRequest request) {
            return clientRequest(n, s, request.value());
        } else if (event instanceof Event.StartFast) {
            return startFast(n, s);
        } else if (event instanceof Event.StartClassic) {
            return startClassic(n, s);
        } else if (event instanceof Event.Restart) {
            return restart(s);
        } else {
            return receive(n, s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    /** Odd ballots are fast, even ones classic. */
    public static boolean isFast(int b) {
        return b % 2 == 1;
    }

    private boolean isClassicQuorum(Set<NodeId> members) {
        return members.size() >= classicQuorum;
    }

    private boolean isFastQuorum(Set<NodeId> members) {
        return members.size() >= fastQuorum;
    }

    /** Whether these are a quorum of ballot b, so that it chooses what they vote for there. */
    public boolean isQuorum(int b, Set<NodeId> members) {
        return isFast(b) ? isFastQuorum(members) : isClassicQuorum(members);
    }

    /** The coordinator that a ballot belongs to: that of ballots 1 and 2 is the first, and so on. */
    private NodeId owner(int b) {
        return turns.owner((b + 1) / 2);
    }

    /** The fast ballot that coordinator p tries after b. */
    private int nextFast(NodeId p, int b) {
        return 2 * turns.next(p, (b + 1) / 2) - 1;
    }

    /** The classic ballot that coordinator p tries after b. */
    private int nextClassic(NodeId p, int b) {
        return 2 * turns.next(p, b / 2);
    }

    /** Whose votes, or promises, these are. */
    private static Set<NodeId> voters(Set<Vote> votes) {
        return votes.stream().map(Vote::acceptor).collect(toSet());
    }

    /** What a restart finds on disk: the coordinator's ballot, and of the acceptor all but its leave for any value (§2.4). */
    private static Node durable(Node s) {
        return new Node(
                Optional.empty(),
                Coordinator.idle(s.coordinator().ballot()),
                s.acceptor().withPromised(s.acceptor().promised(), false),
                Learner.INITIAL);
    }

    /**
     * The value for a ballot when acceptors that are a classic quorum have promised it: that of the latest votes they told of;
     * if those are for several, the one that may have been chosen; else {@code free} (§2.2.2, §3.1).
     */
    private Optional<Command> pick(Set<Vote> promises, Optional<Command> free) {
        int k = promises.stream().mapToInt(Vote::ballot).max().orElse(0);
        Set<Vote> latest = promises.stream().filter(vote -> vote.ballot() == k).collect(toSet());
        Set<Command> values =
                latest.stream().flatMap(vote -> vote.value().stream()).collect(toSet());
        if (values.size() > 1) {
            Set<NodeId> silent = new HashSet<>(acceptors);
            silent.removeAll(voters(promises));
            values.removeIf(v -> {
                Set<NodeId> mayHave = new HashSet<>(silent);
                latest.stream()
                        .filter(vote -> vote.value().equals(Optional.of(v)))
                        .forEach(vote -> mayHave.add(vote.acceptor()));
                return !isQuorum(k, mayHave);
            });
        }
        return values.stream().findFirst().or(() -> free);
    }

    /** An acceptor votes for v in ballot b, and will not vote below it. */
    private static Acceptor vote(int b, Command v) {
        return new Acceptor(b, b, Optional.of(v), false);
    }

    /** Node n, which is in the state s now, votes for v in ballot b and says so. */
    private Step<Node, Message> stepVoting(NodeId n, Node s, int b, Command v) {
        Set<NodeId> listeners = new HashSet<>(learners);
        listeners.add(owner(b));
        return new Step<>(s.withAcceptor(vote(b, v)), Set.of(new Accepted(n, listeners, b, v)));
    }

    /** Node n starts ballot b. */
    private Step<Node, Message> stepStarting(NodeId n, Node s, int b) {
        return new Step<>(s.withCoordinator(Coordinator.preparing(b)), Set.of(new Prepare(n, acceptors, b)));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a node.

    /** A client's value reaches node n. An acceptor that may vote for any value votes for this one (phase 2b, §3.1). */
    private Step<Node, Message> clientRequest(NodeId n, Node s, Command v) {
        if (s.request().isPresent() || s.learner().learned().isPresent()) {
            return Step.to(s);
        }
        Node t = s.withRequest(v);
        return s.acceptor().any() ? stepVoting(n, t, s.acceptor().promised(), v) : Step.to(t);
    }

    /** Coordinator n tries, or tries again, with a fast ballot of its own above all that it knows of (phase 1a, §3.1). */
    private Step<Node, Message> startFast(NodeId n, Node s) {
        if (!coordinators.contains(n) || s.learner().learned().isPresent()) {
            return Step.to(s);
        }
        return stepStarting(n, s, nextFast(n, s.coordinator().ballot()));
    }

    /** Coordinator n does so with a classic ballot, for the value that it was asked for (phase 1a, §2.2.1). */
    private Step<Node, Message> startClassic(NodeId n, Node s) {
        if (!coordinators.contains(n)
                || s.request().isEmpty()
                || s.learner().learned().isPresent()) {
            return Step.to(s);
        }
        return stepStarting(n, s, nextClassic(n, s.coordinator().ballot()));
    }

    /** The node stops, and starts again with what it had on disk. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a node does with a message.

    /** An acceptor promises to vote in no lower ballot, and tells of its latest vote (phase 1b, §2.2.1). */
    private static Step<Node, Message> handlePrepare(NodeId n, Node s, Prepare m) {
        Acceptor acceptor = s.acceptor();
        if (m.ballot() < acceptor.promised()) {
            return new Step<>(s, Set.of(new Refusal(n, Set.of(m.from()), acceptor.promised())));
        }
        boolean any = acceptor.any() && m.ballot() == acceptor.promised();
        return new Step<>(
                s.withAcceptor(acceptor.withPromised(m.ballot(), any)),
                Set.of(new Promise(n, Set.of(m.from()), m.ballot(), acceptor.ballot(), acceptor.value())));
    }

    /**
     * A coordinator that a classic quorum has promised its ballot to asks for votes, in a fast ballot for any value if all are
     * free (phase 2a, §3.1).
     */
    private Step<Node, Message> handlePromise(NodeId n, Node s, Promise m) {
        Coordinator coordinator = s.coordinator();
        if (m.ballot() != coordinator.ballot() || !coordinator.preparing()) {
            return Step.to(s);
        }
        Set<Vote> promises =
                Learner.latest(coordinator.promises(), new Vote(m.from(), m.acceptedBallot(), m.acceptedValue()));
        if (!isClassicQuorum(voters(promises))) {
            return Step.to(s.withCoordinator(new Coordinator(coordinator.ballot(), true, promises)));
        }
        Optional<Command> v = pick(promises, isFast(m.ballot()) ? Optional.empty() : s.request());
        return new Step<>(
                s.withCoordinator(Coordinator.idle(coordinator.ballot())),
                Set.of(v.<Message>map(value -> new Accept(n, acceptors, m.ballot(), value))
                        .orElseGet(() -> new Any(n, acceptors, m.ballot()))));
    }

    /** An acceptor votes, unless it has promised a higher ballot, and tells coordinator and learners (phase 2b, §2.2.1). */
    private Step<Node, Message> handleAccept(NodeId n, Node s, Accept m) {
        if (m.ballot() < s.acceptor().promised()) {
            return new Step<>(
                    s, Set.of(new Refusal(n, Set.of(m.from()), s.acceptor().promised())));
        }
        return stepVoting(n, s, m.ballot(), m.value());
    }

    /** An acceptor may vote for any value: for the one that a client has sent it, or it waits for one (phase 2b, §3.1). */
    private Step<Node, Message> handleAny(NodeId n, Node s, Any m) {
        Acceptor acceptor = s.acceptor();
        Optional<Command> v = acceptor.ballot() == m.ballot() ? acceptor.value() : s.request();
        if (m.ballot() < acceptor.promised()) {
            return new Step<>(s, Set.of(new Refusal(n, Set.of(m.from()), acceptor.promised())));
        } else if (v.isEmpty()) {
            return Step.to(s.withAcceptor(acceptor.withPromised(m.ballot(), true)));
        }
        return stepVoting(n, s, m.ballot(), v.get());
    }

    /**
     * A learner, or a coordinator, hears of a vote. A coordinator that has heard of different votes of a classic quorum in its
     * fast ballot asks for votes in the classic ballot after it (coordinated recovery, §3.2).
     */
    private Step<Node, Message> handleAccepted(NodeId n, Node s, Accepted m) {
        Learner learner =
                s.learner().learn(Vote.of(m.from(), m.ballot(), m.value()), members -> isQuorum(m.ballot(), members));
        Set<Vote> votes = learner.votes().stream()
                .filter(vote -> vote.ballot() == m.ballot())
                .collect(toSet());
        boolean collided = votes.stream().map(Vote::value).distinct().count() > 1;
        if (owner(m.ballot()).equals(n)
                && m.ballot() == s.coordinator().ballot()
                && collided
                && isClassicQuorum(voters(votes))) {
            Command v = pick(votes, Optional.of(m.value())).orElseThrow();
            return new Step<>(
                    s.withCoordinator(Coordinator.idle(m.ballot() + 1)).withLearner(learner),
                    Set.of(new Accept(n, acceptors, m.ballot() + 1, v)));
        }
        return Step.to(s.withLearner(learner));
    }

    /** A coordinator hears of a ballot above its own, and gives its own up (§2.3). */
    private static Step<Node, Message> handleRefusal(Node s, Refusal m) {
        return m.ballot() > s.coordinator().ballot()
                ? Step.to(s.withCoordinator(Coordinator.idle(m.ballot())))
                : Step.to(s);
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof Prepare prepare) {
            return handlePrepare(n, s, prepare);
        } else if (m instanceof Promise promise) {
            return handlePromise(n, s, promise);
        } else if (m instanceof Accept accept) {
            return handleAccept(n, s, accept);
        } else if (m instanceof Any any) {
            return handleAny(n, s, any);
        } else if (m instanceof Accepted accepted) {
            return handleAccepted(n, s, accepted);
        } else {
            return handleRefusal(s, (Refusal) m);
        }
    }
}
