package dev.quorate.replication.dnscache;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.replication.dnscache.Message.Query;
import dev.quorate.replication.dnscache.Message.Response;
import dev.quorate.replication.dnscache.Node.Entry;
import java.util.Optional;
import java.util.Set;

/**
 * Caches with a time to live as a pure state machine, to be read beside {@code specs/replication/DnsCache.tla}: each operator of
 * the spec that takes a node a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is the
 * node and {@code s} its state.
 *
 * <p>Source: P. Mockapetris, RFC 1034 (1987; its sections are cited as §) and RFC 1035. The spec's header says where it departs
 * from them. What it promises is little: an answer was right at some time in the last {@code ttl} ticks.
 */
public final class DnsCache implements Protocol<Node, Event, Message> {
    private final NodeId authority;
    private final Set<NodeId> resolvers;
    private final int ttl;

    /**
     * A cluster of these nodes.
     *
     * @param authority the one that holds the value
     * @param resolvers those that cache it
     * @param ttl for how many ticks
     */
    public DnsCache(NodeId authority, Set<NodeId> resolvers, int ttl) {
        if (resolvers.contains(authority)) {
            throw new IllegalArgumentException(authority + " is the authority, and needs no cache");
        } else if (ttl < 1) {
            throw new IllegalArgumentException("a time to live of " + ttl + " ticks is none");
        }
        this.authority = authority;
        this.resolvers = Set.copyOf(resolvers);
        this.ttl = ttl;
    }

    @Override
    public Node initial(NodeId node) {
        return new Node(0, Optional.empty(), Optional.empty(), false);
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.Write write) {
            return write(n, s, write.value());
        } else if (event instanceof Event.Read) {
            return read(n, s);
        } else if (event instanceof Event.AnswerFromCache) {
            return answerFromCache(s);
        } else if (event instanceof Event.SendQuery) {
            return sendQuery(n, s);
        } else if (event instanceof Event.Tick) {
            return tick(s);
        } else if (event instanceof Event.Restart) {
            return restart(s);
        } else {
            return receive(s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    /** What a restart finds: the authority's value, which is on disk, and the time of day. */
    private static Node durable(Node s) {
        return s.withCache(Optional.empty()).withReading(false);
    }

    /** What is cached is dropped when its time is over (§3.6, TTL). */
    private Node expire(Node s) {
        return s.withCache(s.cache().filter(entry -> s.clock() < entry.since() + ttl));
    }

    /**
     * s with a value in its cache, unless its time is over already. It counts from when the query was sent, not from when its
     * response arrives.
     */
    private Node remember(Node s, Optional<Command> value, int at) {
        return expire(s.withCache(Optional.of(new Entry(value, at))));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a node.

    /** A client writes at the authority, and has its answer; nobody is told of it. */
    private Step<Node, Message> write(NodeId n, Node s, Command v) {
        return n.equals(authority) ? Step.to(s.withValue(Optional.of(v))) : Step.to(s);
    }

    /** A client asks resolver n. */
    private Step<Node, Message> read(NodeId n, Node s) {
        return resolvers.contains(n) ? Step.to(s.withReading(true)) : Step.to(s);
    }

    /** The resolver answers with what is in its cache (§5.3.3, step 1). */
    private static Step<Node, Message> answerFromCache(Node s) {
        return s.cache().isPresent() ? Step.to(s.withReading(false)) : Step.to(s);
    }

    /** The resolver has no answer and asks the authority, again if need be (§5.3.3, step 3). */
    private Step<Node, Message> sendQuery(NodeId n, Node s) {
        if (!s.reading() || s.cache().isPresent()) {
            return Step.to(s);
        }
        return new Step<>(s, Set.of(new Query(n, authority, s.clock())));
    }

    /** Time goes on. */
    private Step<Node, Message> tick(Node s) {
        return Step.to(expire(s.withClock(s.clock() + 1)));
    }

    /** The node stops, and starts again. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a node does with a message.

    /** The authority answers with what it holds. */
    private static Step<Node, Message> handleQuery(Node s, Query m) {
        return new Step<>(s, Set.of(new Response(m.to(), m.from(), m.at(), s.value())));
    }

    /** The resolver caches what it hears, and answers who waits (§5.3.3, step 4), unless it comes too late or is not needed. */
    private Step<Node, Message> handleResponse(Node s, Response m) {
        Node t = remember(s, m.value(), m.at());
        if (s.cache().isPresent() || t.cache().isEmpty()) {
            return Step.to(s);
        }
        return Step.to(t.withReading(false));
    }

    private Step<Node, Message> receive(Node s, Message m) {
        if (m instanceof Query query) {
            return handleQuery(s, query);
        } else {
            return handleResponse(s, (Response) m);
        }
    }
}
