package dev.quorate.conformance.relay;

import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code Relay.tla}, the smallest protocol that needs FIFO channels; or one with a fault planted in it. */
final class Relay implements Protocol<Node, Event, Message> {
    /** What can be wrong. */
    enum Fault {
        NONE,
        /** The number leaves before the Welcome that opens its channel. */
        WRONG_ORDER,
        /** A node that counts forgets to tell one of its followers. */
        FORGETS_ONE,
        /** A restart leaves the channels open: {@link RelayWorld} says so. */
        NO_HANG_UP
    }

    private final Fault fault;

    Relay(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Node initial(NodeId node) {
        return Node.INITIAL;
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        if (event instanceof Event.Connect e) {
            return connect(s, e);
        } else if (event instanceof Event.Count e) {
            return count(s, e);
        } else if (event instanceof Event.Receive e) {
            return receive(s, e);
        }
        return Step.to(Node.INITIAL);
    }

    private static Step<Node, Message> connect(Node s, Event.Connect e) {
        if (e.node().equals(e.peer())
                || s.leader().isPresent()
                || !s.followers().isEmpty()) {
            return Step.to(s);
        }
        Node after = new Node(Optional.of(e.peer()), s.number(), s.followers());
        return new Step<>(after, Set.of(new Message.Hello(e.node(), e.peer(), 0)));
    }

    private Step<Node, Message> count(Node s, Event.Count e) {
        if (s.leader().isPresent() || s.followers().isEmpty()) {
            return Step.to(s);
        }
        int next = s.number() + 1;
        Set<Message> sent = new LinkedHashSet<>();
        for (NodeId follower : new TreeSet<>(s.followers())) {
            sent.add(new Message.Count(e.node(), follower, next));
        }
        if (fault == Fault.FORGETS_ONE) {
            sent.remove(sent.iterator().next());
        }
        return new Step<>(new Node(s.leader(), next, s.followers()), sent);
    }

    private Step<Node, Message> receive(Node s, Event.Receive e) {
        if (e.message() instanceof Message.Count m) {
            return Step.to(new Node(s.leader(), m.number(), s.followers()));
        } else if (e.message() instanceof Message.Welcome || s.leader().isPresent()) {
            return Step.to(s);
        }
        NodeId follower = e.message().from();
        Set<NodeId> followers = new TreeSet<>(s.followers());
        followers.add(follower);
        Message welcome = new Message.Welcome(e.node(), follower, 0);
        Message number = new Message.Count(e.node(), follower, s.number());
        Set<Message> sent = new LinkedHashSet<>();
        sent.add(fault == Fault.WRONG_ORDER ? number : welcome);
        sent.add(welcome);
        sent.add(number);
        return new Step<>(new Node(s.leader(), s.number(), Set.copyOf(followers)), sent);
    }
}
