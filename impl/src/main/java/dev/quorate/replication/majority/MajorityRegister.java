package dev.quorate.replication.majority;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.replication.majority.Message.Ack;
import dev.quorate.replication.majority.Message.Read;
import dev.quorate.replication.majority.Message.Reply;
import dev.quorate.replication.majority.Message.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The majority register as a pure state machine, to be read beside {@code specs/replication/MajorityRegister.tla}: each operator
 * of the spec that takes a node a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is
 * the node and {@code s} its state.
 *
 * <p>It is what majorities alone are worth, which is little: no order of what is written, so reads guess. The spec's header names
 * sources, and says what was decided where they leave it open. {@code abd} is this with an order.
 */
public final class MajorityRegister implements Protocol<Node, Event, Message> {
    private final Set<NodeId> nodes;

    /** A cluster of these nodes. */
    public MajorityRegister(Set<NodeId> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("there is no node");
        }
        this.nodes = Set.copyOf(nodes);
    }

    @Override
    public Node initial(NodeId node) {
        Map<NodeId, Integer> taken = nodes.stream().collect(Collectors.toMap(n -> n, n -> 0));
        return new Node(Optional.empty(), taken, 0, Phase.IDLE, Optional.empty(), List.of());
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.ClientWrite write) {
            return clientWrite(n, s, write.value());
        } else if (event instanceof Event.ClientRead) {
            return clientRead(n, s);
        } else if (event instanceof Event.Retry) {
            return retry(n, s);
        } else if (event instanceof Event.Restart) {
            return restart(s);
        } else {
            return receive(n, s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    private boolean isQuorum(Set<NodeId> members) {
        return Quorum.isMajority(members, nodes);
    }

    /** Whether a node takes a write, of which it knows that it is the sender's latest so far. */
    private static boolean takes(Node s, Write m) {
        return m.operation() > s.taken().get(m.from());
    }

    /** What a restart finds on disk: what the node stores, which writes it has taken, and the number of its latest operation. */
    private static Node durable(Node s) {
        return new Node(s.value(), s.taken(), s.operation(), Phase.IDLE, Optional.empty(), List.of());
    }

    /** Whether an answer is one to what a node is doing now. */
    private static boolean isAwaited(Node s, Message m, Phase phase) {
        return s.phase() == phase && s.operation() == m.operation();
    }

    /** Who has answered. */
    private static Set<NodeId> voices(List<Heard> heard) {
        return heard.stream().map(Heard::node).collect(Collectors.toSet());
    }

    /** Whether a node may begin an operation: it does one thing at a time. */
    private static boolean isFree(Node s) {
        return s.phase() == Phase.IDLE || s.phase() == Phase.DONE;
    }

    /** A node begins an operation for a client: it writes {@code request}, or reads if that is empty. */
    private static Node begin(Node s, Optional<Command> request) {
        Phase phase = request.isPresent() ? Phase.WRITE : Phase.READ;
        return new Node(s.value(), s.taken(), s.operation() + 1, phase, request, List.of());
    }

    /** A node hears an answer, and is done when it has heard from a quorum. */
    private Node hear(Node s, NodeId from, Optional<Command> value) {
        List<Heard> heard = new ArrayList<>(s.heard());
        if (!voices(heard).contains(from)) {
            heard.add(new Heard(from, value));
        }
        return s.withHeard(heard, isQuorum(voices(heard)) ? Phase.DONE : s.phase());
    }

    /** What node n sends in the phase that it is in. */
    private Set<Message> asks(NodeId n, Node s) {
        return switch (s.phase()) {
            case WRITE -> Set.of(new Write(n, nodes, s.operation(), s.request().orElseThrow()));
            case READ -> Set.of(new Read(n, nodes, s.operation()));
            case IDLE, DONE -> Set.of();
        };
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a node.

    /** A client asks node n to write v. */
    private Step<Node, Message> clientWrite(NodeId n, Node s, Command v) {
        if (!isFree(s)) {
            return Step.to(s);
        }
        Node t = begin(s, Optional.of(v));
        return new Step<>(t, asks(n, t));
    }

    /** A client asks node n to read. */
    private Step<Node, Message> clientRead(NodeId n, Node s) {
        if (!isFree(s)) {
            return Step.to(s);
        }
        Node t = begin(s, Optional.empty());
        return new Step<>(t, asks(n, t));
    }

    /** Node n asks again. */
    private Step<Node, Message> retry(NodeId n, Node s) {
        return new Step<>(s, asks(n, s));
    }

    /** The node stops, and starts again with what it had on disk. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a node does with a message.

    /** A node stores a value, in the place of whatever it had, and says so. */
    private static Step<Node, Message> handleWrite(NodeId n, Node s, Write m) {
        Set<Message> ack = Set.of(new Ack(n, Set.of(m.from()), m.operation()));
        if (!takes(s, m)) {
            return new Step<>(s, ack);
        }
        Map<NodeId, Integer> taken = new HashMap<>(s.taken());
        taken.put(m.from(), m.operation());
        return new Step<>(s.withValue(m.value(), taken), ack);
    }

    /** A write has ended when a quorum has taken it. */
    private Step<Node, Message> handleAck(Node s, Ack m) {
        return Step.to(isAwaited(s, m, Phase.WRITE) ? hear(s, m.from(), s.request()) : s);
    }

    /** A node says what it stores. */
    private static Step<Node, Message> handleRead(NodeId n, Node s, Read m) {
        return new Step<>(s, Set.of(new Reply(n, Set.of(m.from()), m.operation(), s.value())));
    }

    /** A read has ended when it has heard from a quorum, and returns its guess. */
    private Step<Node, Message> handleReply(Node s, Reply m) {
        return Step.to(isAwaited(s, m, Phase.READ) ? hear(s, m.from(), m.value()) : s);
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof Write write) {
            return handleWrite(n, s, write);
        } else if (m instanceof Ack ack) {
            return handleAck(s, ack);
        } else if (m instanceof Read read) {
            return handleRead(n, s, read);
        } else {
            return handleReply(s, (Reply) m);
        }
    }
}
