package dev.quorate.replication.abd;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.replication.abd.Message.Ack;
import dev.quorate.replication.abd.Message.Propagate;
import dev.quorate.replication.abd.Message.Query;
import dev.quorate.replication.abd.Message.Report;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * ABD as a pure state machine, to be read beside {@code specs/replication/Abd.tla}: each operator of the spec that takes a node a
 * step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is the node and {@code s} its
 * state.
 *
 * <p>Sources: H. Attiya, A. Bar-Noy, D. Dolev, "Sharing Memory Robustly in Message-Passing Systems" (JACM 1995); N. Lynch,
 * A. Shvartsman, "Robust Emulation of Shared Memory Using Dynamic Quorum-Acknowledged Broadcasts" (FTCS 1997). The spec's header
 * says where it departs from them.
 */
public final class Abd implements Protocol<Node, Event, Message> {
    private final Set<NodeId> nodes;

    /** A cluster of these nodes. */
    public Abd(Set<NodeId> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("there is no node");
        }
        this.nodes = Set.copyOf(nodes);
    }

    @Override
    public Node initial(NodeId node) {
        return Node.INITIAL;
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

    private static Version later(Version a, Version b) {
        return a.timestamp().precedes(b.timestamp()) ? b : a;
    }

    /** The version that node n writes when it has heard of {@code latest}. */
    private static Version written(NodeId n, Version latest, Command value) {
        return new Version(latest.timestamp().next(n), Optional.of(value));
    }

    /** What a restart finds on disk: what the node stores, and the number of its latest operation. */
    private static Node durable(Node s) {
        return new Node(s.stored(), s.operation(), Phase.IDLE, Optional.empty(), Version.NONE, Set.of());
    }

    /** Whether an answer is one to what a node is doing now. */
    private static boolean isAwaited(Node s, Message m, Phase phase) {
        return s.phase() == phase && s.operation() == m.operation();
    }

    /** Whether a node may begin an operation: it does one thing at a time. */
    private static boolean isFree(Node s) {
        return s.phase() == Phase.IDLE || s.phase() == Phase.DONE;
    }

    /** A node begins an operation for a client: it writes {@code request}, or reads if that is empty. */
    private static Node begin(Node s, Optional<Command> request) {
        return new Node(s.stored(), s.operation() + 1, Phase.QUERY, request, s.stored(), Set.of());
    }

    /** Node n goes on to the second phase. It is the first to store what it propagates. */
    private static Node proceed(NodeId n, Node s, Version latest) {
        Version version = s.request().map(value -> written(n, latest, value)).orElse(latest);
        return s.withPhase(Phase.PROPAGATION).withLatest(version).withStored(later(s.stored(), version));
    }

    /** A node answers its client: a read returns the value of {@code latest}. */
    private static Node end(Node s) {
        return s.withPhase(Phase.DONE);
    }

    /** What node n sends in the phase that it is in. */
    private Set<Message> asks(NodeId n, Node s) {
        return switch (s.phase()) {
            case QUERY -> Set.of(new Query(n, nodes, s.operation()));
            case PROPAGATION -> Set.of(new Propagate(n, nodes, s.operation(), s.latest()));
            case IDLE, DONE -> Set.of();
        };
    }

    private static Set<NodeId> plus(Set<NodeId> members, NodeId member) {
        Set<NodeId> more = new HashSet<>(members);
        more.add(member);
        return more;
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

    /** A node says which version it stores. */
    private static Step<Node, Message> handleQuery(NodeId n, Node s, Query m) {
        return new Step<>(s, Set.of(new Report(n, Set.of(m.from()), m.operation(), s.stored())));
    }

    /** A node that a quorum has told goes on to the second phase. */
    private Step<Node, Message> handleReport(NodeId n, Node s, Report m) {
        if (!isAwaited(s, m, Phase.QUERY)) {
            return Step.to(s);
        }
        Version latest = later(s.latest(), m.version());
        Set<NodeId> heard = plus(s.heard(), m.from());
        if (!isQuorum(heard)) {
            return Step.to(s.withLatest(latest).withHeard(heard));
        }
        Node t = proceed(n, s, latest);
        return new Step<>(t, asks(n, t));
    }

    /** A node stores a version, if it is later than what it has, and says so in any case. */
    private static Step<Node, Message> handlePropagate(NodeId n, Node s, Propagate m) {
        return new Step<>(
                s.withStored(later(s.stored(), m.version())), Set.of(new Ack(n, Set.of(m.from()), m.operation())));
    }

    /** A node answers its client when a quorum stores the version or a later one. */
    private Step<Node, Message> handleAck(Node s, Ack m) {
        if (!isAwaited(s, m, Phase.PROPAGATION)) {
            return Step.to(s);
        }
        Set<NodeId> heard = plus(s.heard(), m.from());
        return Step.to(isQuorum(heard) ? end(s) : s.withHeard(heard));
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof Query query) {
            return handleQuery(n, s, query);
        } else if (m instanceof Report report) {
            return handleReport(n, s, report);
        } else if (m instanceof Propagate propagate) {
            return handlePropagate(n, s, propagate);
        } else {
            return handleAck(s, (Ack) m);
        }
    }
}
