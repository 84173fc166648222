package dev.quorate.paxos.basic;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.paxos.Ballots;
import dev.quorate.paxos.Learner;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.basic.Message.Accept;
import dev.quorate.paxos.basic.Message.Accepted;
import dev.quorate.paxos.basic.Message.Prepare;
import dev.quorate.paxos.basic.Message.Promise;
import dev.quorate.paxos.basic.Message.Refusal;
import dev.quorate.paxos.basic.Node.Acceptor;
import dev.quorate.paxos.basic.Node.Proposer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Basic Paxos as a pure state machine, to be read beside {@code specs/paxos/BasicPaxos.tla}: each operator of the spec that
 * takes a node a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is the node and
 * {@code s} its state.
 *
 * <p>Source: L. Lamport, "Paxos Made Simple" (2001; its sections are cited as §). The spec's header says where it departs from
 * the paper.
 */
public final class BasicPaxos implements Protocol<Node, Event, Message> {
    private final Set<NodeId> proposers;
    private final Set<NodeId> acceptors;
    private final Set<NodeId> learners;
    private final Ballots ballots;

    /** A cluster of nodes that play these roles; a node may play several. Proposers learn, too. */
    public BasicPaxos(Set<NodeId> proposers, Set<NodeId> acceptors, Set<NodeId> learners) {
        if (acceptors.isEmpty()) {
            throw new IllegalArgumentException("there is no acceptor");
        }
        this.proposers = Set.copyOf(proposers);
        this.acceptors = Set.copyOf(acceptors);
        this.learners = Set.copyOf(learners);
        ballots = new Ballots(proposers);
    }

    @Override
    public Node initial(NodeId node) {
        return new Node(Proposer.INITIAL, Acceptor.INITIAL, Learner.INITIAL);
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.ClientRequest request) {
            return clientRequest(n, s, request.value());
        } else if (event instanceof Event.StartBallot) {
            return startBallot(n, s);
        } else if (event instanceof Event.Restart) {
            return restart(s);
        } else {
            return receive(n, s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    private boolean isQuorum(Set<NodeId> members) {
        return Quorum.isMajority(members, acceptors);
    }

    /** The proposer that a ballot belongs to. */
    private NodeId owner(int ballot) {
        return ballots.owner(ballot);
    }

    /** The ballot that proposer p tries after b. */
    private int nextOwn(NodeId p, int b) {
        return ballots.next(p, b);
    }

    /** What a restart finds on disk: the proposer's ballot, so that it uses none twice, and all of the acceptor (§2.5). */
    private static Node durable(Node s) {
        return new Node(
                new Proposer(s.proposer().ballot(), Optional.empty(), false, Set.of()), s.acceptor(), Learner.INITIAL);
    }

    /** The value to propose: that of the latest vote that promises told of; if they told of none, the client's (§2.2). */
    private static Command pick(Set<Vote> promises, Optional<Command> request) {
        return promises.stream()
                .max(Comparator.comparingInt(Vote::ballot))
                .flatMap(Vote::value)
                .or(() -> request)
                .orElseThrow();
    }

    /** An acceptor votes for v in ballot b, and will not vote below it. */
    private static Acceptor vote(int b, Command v) {
        return new Acceptor(b, b, Optional.of(v));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a node.

    /** A client asks proposer n for a value. */
    private Step<Node, Message> clientRequest(NodeId n, Node s, Command v) {
        Proposer proposer = s.proposer();
        if (!proposers.contains(n)
                || proposer.request().isPresent()
                || s.learner().learned().isPresent()) {
            return Step.to(s);
        }
        return Step.to(s.withProposer(
                new Proposer(proposer.ballot(), Optional.of(v), proposer.preparing(), proposer.promises())));
    }

    /** Proposer n tries, or tries again, with a ballot of its own above all that it knows of (phase 1a, §2.2). */
    private Step<Node, Message> startBallot(NodeId n, Node s) {
        if (!proposers.contains(n)
                || s.proposer().request().isEmpty()
                || s.learner().learned().isPresent()) {
            return Step.to(s);
        }
        int b = nextOwn(n, s.proposer().ballot());
        return new Step<>(
                s.withProposer(new Proposer(b, s.proposer().request(), true, Set.of())),
                Set.of(new Prepare(n, acceptors, b)));
    }

    /** The node stops, and starts again with what it had on disk. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a node does with a message.

    /** An acceptor promises to vote in no lower ballot, and tells of its latest vote (phase 1b, §2.2). */
    private static Step<Node, Message> handlePrepare(NodeId n, Node s, Prepare m) {
        Acceptor acceptor = s.acceptor();
        if (m.ballot() < acceptor.promised()) {
            return new Step<>(s, Set.of(new Refusal(n, Set.of(m.from()), acceptor.promised())));
        }
        return new Step<>(
                s.withAcceptor(new Acceptor(m.ballot(), acceptor.ballot(), acceptor.value())),
                Set.of(new Promise(n, Set.of(m.from()), m.ballot(), acceptor.ballot(), acceptor.value())));
    }

    /** A proposer that a quorum has promised its ballot to asks for votes (phase 2a, §2.2). */
    private Step<Node, Message> handlePromise(NodeId n, Node s, Promise m) {
        Proposer proposer = s.proposer();
        if (m.ballot() != proposer.ballot() || !proposer.preparing()) {
            return Step.to(s);
        }
        Set<Vote> promises =
                Learner.latest(proposer.promises(), new Vote(m.from(), m.acceptedBallot(), m.acceptedValue()));
        if (!isQuorum(promises.stream().map(Vote::acceptor).collect(Collectors.toSet()))) {
            return Step.to(s.withProposer(new Proposer(proposer.ballot(), proposer.request(), true, promises)));
        }
        return new Step<>(
                s.withProposer(new Proposer(proposer.ballot(), proposer.request(), false, Set.of())),
                Set.of(new Accept(n, acceptors, m.ballot(), pick(promises, proposer.request()))));
    }

    /** An acceptor votes, unless it has promised a higher ballot, and tells the proposer and the learners (phase 2b, §2.2). */
    private Step<Node, Message> handleAccept(NodeId n, Node s, Accept m) {
        if (m.ballot() < s.acceptor().promised()) {
            return new Step<>(
                    s, Set.of(new Refusal(n, Set.of(m.from()), s.acceptor().promised())));
        }
        Set<NodeId> listeners = new HashSet<>(learners);
        listeners.add(owner(m.ballot()));
        return new Step<>(
                s.withAcceptor(vote(m.ballot(), m.value())), Set.of(new Accepted(n, listeners, m.ballot(), m.value())));
    }

    /** A learner, or a proposer, hears of a vote; it has learned the value when it has heard of those of a quorum (§2.3). */
    private Step<Node, Message> handleAccepted(Node s, Accepted m) {
        return Step.to(s.withLearner(s.learner().learn(Vote.of(m.from(), m.ballot(), m.value()), this::isQuorum)));
    }

    /** A proposer hears of a ballot above its own, and gives its own up (§2.5). */
    private static Step<Node, Message> handleRefusal(Node s, Refusal m) {
        return m.ballot() > s.proposer().ballot()
                ? Step.to(s.withProposer(new Proposer(m.ballot(), s.proposer().request(), false, Set.of())))
                : Step.to(s);
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof Prepare prepare) {
            return handlePrepare(n, s, prepare);
        } else if (m instanceof Promise promise) {
            return handlePromise(n, s, promise);
        } else if (m instanceof Accept accept) {
            return handleAccept(n, s, accept);
        } else if (m instanceof Accepted accepted) {
            return handleAccepted(s, accepted);
        } else {
            return handleRefusal(s, (Refusal) m);
        }
    }
}
