package dev.quorate.replication.gossip;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.replication.gossip.Message.Exchange;
import dev.quorate.replication.gossip.Message.Request;
import dev.quorate.replication.gossip.Message.Update;
import java.util.Set;

/**
 * Anti-entropy as a pure state machine, to be read beside {@code specs/replication/Gossip.tla}: each operator of the spec that
 * takes a node a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is the node and
 * {@code s} its state.
 *
 * <p>Source: A. Demers et al., "Epidemic Algorithms for Replicated Database Maintenance" (PODC 1987), section 1.3. The spec's
 * header says where it departs from the paper.
 */
public final class Gossip implements Protocol<Node, Event, Message> {
    private final Set<NodeId> nodes;
    private final Versioning versioning;

    /** A cluster of these nodes, which order versions in this way. */
    public Gossip(Set<NodeId> nodes, Versioning versioning) {
        this.nodes = Set.copyOf(nodes);
        this.versioning = versioning;
    }

    @Override
    public Node initial(NodeId node) {
        return new Node(Set.of());
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.Write write) {
            return write(n, s, write.value());
        } else if (event instanceof Event.Read) {
            return read(s);
        } else if (event instanceof Event.Push push) {
            return push(n, s, push.peer());
        } else if (event instanceof Event.Pull pull) {
            return pull(n, s, pull.peer());
        } else if (event instanceof Event.PushPull both) {
            return pushPull(n, s, both.peer());
        } else if (event instanceof Event.Restart) {
            return restart(s);
        } else {
            return receive(n, s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    /** What a restart finds on disk: the copy, so all there is. */
    private static Node durable(Node s) {
        return s;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a node.

    /** A client writes v at node n, which answers at once. */
    private Step<Node, Message> write(NodeId n, Node s, Command v) {
        return Step.to(new Node(Set.of(new Version(v, versioning.nextStamp(n, s.versions(), nodes)))));
    }

    /** A client reads at the node, which answers at once with its copy. */
    private static Step<Node, Message> read(Node s) {
        return Step.to(s);
    }

    /** Node n sends its copy to p. */
    private static Step<Node, Message> push(NodeId n, Node s, NodeId p) {
        return p.equals(n) ? Step.to(s) : new Step<>(s, Set.of(new Update(n, p, s.versions())));
    }

    /** Node n asks for the copy of p. */
    private static Step<Node, Message> pull(NodeId n, Node s, NodeId p) {
        return p.equals(n) ? Step.to(s) : new Step<>(s, Set.of(new Request(n, p)));
    }

    /** Node n sends its copy to p and asks for what the two come to. */
    private static Step<Node, Message> pushPull(NodeId n, Node s, NodeId p) {
        return p.equals(n) ? Step.to(s) : new Step<>(s, Set.of(new Exchange(n, p, s.versions())));
    }

    /** The node stops, and starts again with what it had on disk. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a node does with a message.

    /** A node takes over what is new to it. */
    private static Step<Node, Message> handleUpdate(Node s, Update m) {
        return Step.to(new Node(Version.merge(s.versions(), m.versions())));
    }

    /** A node is asked for its copy, and sends it. */
    private static Step<Node, Message> handleRequest(NodeId n, Node s, Request m) {
        return new Step<>(s, Set.of(new Update(n, m.from(), s.versions())));
    }

    /** A node does both: what it sends has all that it was sent. */
    private static Step<Node, Message> handleExchange(NodeId n, Node s, Exchange m) {
        Node merged = new Node(Version.merge(s.versions(), m.versions()));
        return new Step<>(merged, Set.of(new Update(n, m.from(), merged.versions())));
    }

    private static Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof Update update) {
            return handleUpdate(s, update);
        } else if (m instanceof Request request) {
            return handleRequest(n, s, request);
        } else {
            return handleExchange(n, s, (Exchange) m);
        }
    }
}
