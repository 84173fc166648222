package dev.quorate.conformance.fastpaxos;

import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.paxos.Learner;
import dev.quorate.paxos.Vote;
import dev.quorate.paxos.fast.Event;
import dev.quorate.paxos.fast.FastPaxos;
import dev.quorate.paxos.fast.Message;
import dev.quorate.paxos.fast.Message.Accept;
import dev.quorate.paxos.fast.Message.Accepted;
import dev.quorate.paxos.fast.Message.Promise;
import dev.quorate.paxos.fast.Node;
import dev.quorate.paxos.fast.Node.Acceptor;
import dev.quorate.paxos.fast.Node.Coordinator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Fast Paxos' world with a fault in the code, made by doing something else than what is asked. */
enum FaultyFastPaxos {
    /** A fast quorum is one acceptor too small: a learner counts one vote that nobody cast. */
    FAST_QUORUM_IS_TOO_SMALL,

    /** A coordinator asks for any value that the latest votes were for: the one with the fewest. */
    PICKS_ANY_VOTED_VALUE,

    /** A coordinator asks for a value that no client has asked for. */
    INVENTS_A_VALUE,

    /** An acceptor's promise is not on disk. */
    FORGETS_ITS_PROMISE,

    /** An acceptor's vote is not on disk. */
    FORGETS_ITS_VOTE,

    /** A coordinator's ballot is not on disk. */
    FORGETS_ITS_BALLOT,

    /** A learner forgets what it has learned when it hears of another vote. */
    IS_FICKLE,

    /** A coordinator tries no classic ballot. */
    TRIES_NOTHING_CLASSIC;

    private static final NodeId NOBODY = new NodeId("nobody");
    private static final Command INVENTED = new Command("invented");

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        Step<Node, Message> step = code.step(s, event);
        Optional<Message> arrived =
                event instanceof Event.Receive receive ? Optional.of(receive.message()) : Optional.empty();
        boolean restarts = event instanceof Event.Restart;
        return switch (this) {
            case FAST_QUORUM_IS_TOO_SMALL ->
                arrived.orElse(null) instanceof Accepted m && FastPaxos.isFast(m.ballot())
                        ? withOneMore(code, step, event.node(), m)
                        : step;
            case PICKS_ANY_VOTED_VALUE -> asking(step, fewest(s, arrived));
            case INVENTS_A_VALUE -> asking(step, Optional.of(INVENTED));
            case FORGETS_ITS_PROMISE ->
                restarts
                        ? Step.to(with(
                                step.state(),
                                new Acceptor(
                                        s.acceptor().ballot(),
                                        s.acceptor().ballot(),
                                        s.acceptor().value(),
                                        false)))
                        : step;
            case FORGETS_ITS_VOTE ->
                restarts
                        ? Step.to(with(step.state(), new Acceptor(s.acceptor().promised(), 0, Optional.empty(), false)))
                        : step;
            case FORGETS_ITS_BALLOT ->
                restarts
                        ? Step.to(new Node(
                                Optional.empty(),
                                new Coordinator(0, false, Set.of()),
                                step.state().acceptor(),
                                step.state().learner()))
                        : step;
            case IS_FICKLE ->
                arrived.orElse(null) instanceof Accepted
                                && s.learner().learned().isPresent()
                        ? Step.to(new Node(s.request(), s.coordinator(), s.acceptor(), Learner.INITIAL))
                        : step;
            case TRIES_NOTHING_CLASSIC -> event instanceof Event.StartClassic ? Step.to(s) : step;
        };
    }

    private static Node with(Node s, Acceptor acceptor) {
        return new Node(s.request(), s.coordinator(), acceptor, s.learner());
    }

    /** What it does if one vote is missing: as if nobody had cast it. */
    private static Step<Node, Message> withOneMore(
            Protocol<Node, Event, Message> code, Step<Node, Message> step, NodeId node, Accepted m) {
        Accepted another = new Accepted(NOBODY, m.to(), m.ballot(), m.value());
        Node after = code.step(step.state(), new Event.Receive(node, another)).state();
        return after.learner().learned().isPresent() ? new Step<>(after, step.messages()) : step;
    }

    /** The step, but that it asks for votes for another value, if there is one. */
    private static Step<Node, Message> asking(Step<Node, Message> step, Optional<Command> value) {
        Set<Message> sent = step.messages().stream()
                .map(m -> m instanceof Accept accept
                        ? new Accept(accept.from(), accept.to(), accept.ballot(), value.orElse(accept.value()))
                        : m)
                .collect(Collectors.toSet());
        return new Step<>(step.state(), sent);
    }

    /** Of the values that the latest votes are for, which a coordinator has heard of, the one with the fewest. */
    private static Optional<Command> fewest(Node s, Optional<Message> arrived) {
        Set<Vote> heard = Set.of();
        if (arrived.orElse(null) instanceof Promise m) {
            heard = Learner.latest(
                    s.coordinator().promises(), new Vote(m.from(), m.acceptedBallot(), m.acceptedValue()));
        } else if (arrived.orElse(null) instanceof Accepted m) {
            heard = Learner.latest(s.learner().votes(), Vote.of(m.from(), m.ballot(), m.value()));
        }
        int k = heard.stream().mapToInt(Vote::ballot).max().orElse(0);
        return heard.stream()
                .filter(vote -> vote.ballot() == k)
                .flatMap(vote -> vote.value().stream())
                .collect(Collectors.groupingBy(value -> value, Collectors.counting()))
                .entrySet()
                .stream()
                .min(Comparator.comparingLong(entry -> entry.getValue()))
                .map(entry -> entry.getKey());
    }

    /** The same world, in which the code has this fault. */
    @SuppressWarnings("unchecked") // A proxy of World is one for any types.
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        Protocol<Node, Event, Message> code = world.protocol();
        Protocol<Node, Event, Message> faulty = new Protocol<>() {
            @Override
            public Node initial(NodeId node) {
                return code.initial(node);
            }

            @Override
            public Step<Node, Message> step(Node state, Event event) {
                return FaultyFastPaxos.this.step(code, state, event);
            }
        };
        return (World<Node, Event, Message, G>) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {World.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("protocol")) {
                        return faulty;
                    }
                    try {
                        return method.invoke(world, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
