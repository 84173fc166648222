package dev.quorate.conformance.basicpaxos;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.basic.Event;
import dev.quorate.paxos.basic.Message;
import dev.quorate.paxos.basic.Message.Accept;
import dev.quorate.paxos.basic.Message.Accepted;
import dev.quorate.paxos.basic.Message.Prepare;
import dev.quorate.paxos.basic.Message.Promise;
import dev.quorate.paxos.basic.Node;
import dev.quorate.paxos.basic.Node.Acceptor;
import dev.quorate.paxos.basic.Node.Proposer;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Basic Paxos's world with a fault in the code, made by doing something else than what is asked. */
enum FaultyBasicPaxos {
    /** The promise is not on disk. */
    FORGETS_ITS_PROMISE,

    /** The proposer's ballot is not on disk. */
    FORGETS_ITS_BALLOT,

    /** An acceptor votes in a ballot and does not promise it. */
    VOTES_WITHOUT_PROMISE,

    /** A proposer keeps its own value, though a promise carried one. */
    KEEPS_ITS_OWN_VALUE,

    /** A proposer takes the next ballot, whosever it is. */
    SHARES_BALLOTS,

    /** A learner believes the first vote that it hears of. */
    BELIEVES_ONE_VOTE,

    /** Nobody hears of a vote, so nothing is ever learned. */
    HEARS_NO_VOTE;

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        Message arrived = event instanceof Event.Receive receive ? receive.message() : null;
        Step<Node, Message> step = code.step(s, event);
        Node after = step.state();
        return switch (this) {
            case FORGETS_ITS_PROMISE ->
                event instanceof Event.Restart
                        ? Step.to(with(
                                after,
                                promising(after.acceptor(), after.acceptor().ballot())))
                        : step;
            case FORGETS_ITS_BALLOT ->
                event instanceof Event.Restart
                        ? Step.to(new Node(
                                new Proposer(0, Optional.empty(), false, Set.of()), after.acceptor(), after.learner()))
                        : step;
            case VOTES_WITHOUT_PROMISE ->
                arrived instanceof Accept
                        ? new Step<>(
                                with(
                                        after,
                                        promising(after.acceptor(), s.acceptor().promised())),
                                step.messages())
                        : step;
            case KEEPS_ITS_OWN_VALUE ->
                arrived instanceof Promise m
                        ? code.step(
                                s,
                                new Event.Receive(
                                        event.node(), new Promise(m.from(), m.to(), m.ballot(), 0, Optional.empty())))
                        : step;
            case SHARES_BALLOTS ->
                event instanceof Event.StartBallot
                                && after.proposer().ballot() > s.proposer().ballot()
                        ? shared(step, s.proposer().ballot() + 1)
                        : step;
            case BELIEVES_ONE_VOTE ->
                arrived instanceof Accepted m && s.learner().learned().isEmpty()
                        ? Step.to(new Node(
                                s.proposer(),
                                s.acceptor(),
                                s.learner().learn(Vote.of(m.from(), m.ballot(), m.value()), q -> true)))
                        : step;
            case HEARS_NO_VOTE -> arrived instanceof Accepted ? Step.to(s) : step;
        };
    }

    private static Node with(Node s, Acceptor acceptor) {
        return new Node(s.proposer(), acceptor, s.learner());
    }

    private static Acceptor promising(Acceptor a, int ballot) {
        return new Acceptor(ballot, a.ballot(), a.value());
    }

    private static Step<Node, Message> shared(Step<Node, Message> step, int ballot) {
        Node s = step.state();
        return new Step<>(
                new Node(new Proposer(ballot, s.proposer().request(), true, Set.of()), s.acceptor(), s.learner()),
                step.messages().stream()
                        .map(m -> new Prepare(m.from(), m.to(), ballot))
                        .collect(Collectors.toSet()));
    }

    /** The same world, in which the code has this fault. */
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
