package dev.quorate.replication.primarybackup;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.PersistentList;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.replication.primarybackup.Message.Copied;
import dev.quorate.replication.primarybackup.Message.Copy;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Synchronous primary–backup as a pure state machine, to be read beside {@code specs/replication/PrimaryBackup.tla}: each
 * operator of the spec that takes a node a step, or helps to, is a method of the same name here, in the same order. In each,
 * {@code n} is the node and {@code s} its state.
 *
 * <p>Sources: P. Alsberg and J. Day, "A Principle for Resilient Sharing of Distributed Resources" (ICSE 1976); N. Budhiraja, K.
 * Marzullo, F. Schneider, S. Toueg, "The Primary-Backup Approach" (in S. Mullender, Distributed Systems, 1993, chapter 8; its
 * sections are cited as §). The spec's header says where it departs from them. It is as safe as the failure detector that calls
 * {@code TakeOver} and {@code Exclude} is right.
 */
public final class PrimaryBackup implements Protocol<Node, Event, Message> {
    private final List<NodeId> line;

    /** A cluster of these nodes; they stand in line in the order of their names. */
    public PrimaryBackup(Set<NodeId> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("there is no node");
        }
        line = List.copyOf(new TreeSet<>(nodes));
    }

    @Override
    public Node initial(NodeId node) {
        return initialNode(true);
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.ClientRequest request) {
            return clientRequest(n, s, request.command());
        } else if (event instanceof Event.SendCopy) {
            return sendCopy(n, s);
        } else if (event instanceof Event.TakeOver) {
            return takeOver(n, s);
        } else if (event instanceof Event.Exclude exclude) {
            return exclude(n, s, exclude.backup());
        } else if (event instanceof Event.Stop) {
            return stop();
        } else if (event instanceof Event.Restart) {
            return restart(n, s);
        } else {
            return receive(n, s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    /** Whether p comes before q in the line. */
    private boolean isEarlier(NodeId p, NodeId q) {
        return line.indexOf(p) < line.indexOf(q);
    }

    /** Those to whom n copies its log if it is the primary. */
    private Set<NodeId> backups(NodeId n, Node s) {
        return without(line.subList(line.indexOf(n) + 1, line.size()), s.excluded());
    }

    /** Whether n takes itself for the primary. */
    private static boolean isPrimary(NodeId n, Node s) {
        return s.up() && s.primary().equals(n);
    }

    /** What a restart finds on disk. */
    private static Node durable(Node s) {
        return s.withAwaited(Set.of()).withAcked(0);
    }

    /** A primary that waits for nobody has acknowledged all of its log. */
    private static Node settle(Node s) {
        return s.awaited().isEmpty() ? s.withAcked(s.log().size()) : s;
    }

    /** A primary waits until all backups have its last command; without one there is nothing to wait for. */
    private Node await(NodeId n, Node s) {
        return settle(s.withAwaited(s.log().isEmpty() ? Set.of() : backups(n, s)));
    }

    /** The log of a backup that gets a copy: as it was if the command is there; else what follows is an old primary's, and goes. */
    private static List<Command> merge(List<Command> log, int index, Command command) {
        if (index <= log.size() && log.get(index - 1).equals(command)) {
            return log;
        }
        return PersistentList.from(log).first(Math.min(index - 1, log.size())).plus(command);
    }

    private static Set<NodeId> without(Collection<NodeId> nodes, Set<NodeId> others) {
        Set<NodeId> rest = new HashSet<>(nodes);
        rest.removeAll(others);
        return rest;
    }

    private Node initialNode(boolean up) {
        return new Node(up, line.get(0), List.of(), Set.of(), Set.of(), 0);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a node.

    /** A client sends a command to the primary, which writes it down (§8.2). */
    private Step<Node, Message> clientRequest(NodeId n, Node s, Command c) {
        if (!isPrimary(n, s) || !s.awaited().isEmpty()) {
            return Step.to(s);
        }
        return Step.to(await(n, s.withLog(PersistentList.from(s.log()).plus(c))));
    }

    /** The primary sends its last command to the backups, again if need be. */
    private Step<Node, Message> sendCopy(NodeId n, Node s) {
        if (!isPrimary(n, s) || s.awaited().isEmpty()) {
            return Step.to(s);
        }
        int last = s.log().size();
        return new Step<>(s, Set.of(new Copy(n, backups(n, s), last, s.log().get(last - 1))));
    }

    /** The detector tells backup n that all before it in the line are down for good, and n is the primary. */
    private Step<Node, Message> takeOver(NodeId n, Node s) {
        if (!s.up() || s.primary().equals(n)) {
            return Step.to(s);
        }
        return Step.to(await(n, s.withPrimary(n)));
    }

    /** The detector tells primary n that p is down for good, and n does not wait for it any more. */
    private Step<Node, Message> exclude(NodeId n, Node s, NodeId p) {
        if (!isPrimary(n, s) || !backups(n, s).contains(p)) {
            return Step.to(s);
        }
        Set<NodeId> excluded = new HashSet<>(s.excluded());
        excluded.add(p);
        return Step.to(settle(s.withExcluded(excluded).withAwaited(without(s.awaited(), Set.of(p)))));
    }

    /** Node n stops for good; what it had is of no use to anybody. */
    private Step<Node, Message> stop() {
        return Step.to(initialNode(false));
    }

    /** Node n stops, and starts again with what it had on disk. */
    private Step<Node, Message> restart(NodeId n, Node s) {
        Node t = durable(s);
        return Step.to(t.primary().equals(n) ? await(n, t) : t);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a node does with a message.

    /** A backup gets a copy, and says so, unless it is an earlier primary's, or it lacks what comes before. */
    private Step<Node, Message> handleCopy(NodeId n, Node s, Copy m) {
        if (isEarlier(m.from(), s.primary()) || m.index() > s.log().size() + 1) {
            return Step.to(s);
        }
        return new Step<>(
                s.withPrimary(m.from()).withLog(merge(s.log(), m.index(), m.command())),
                Set.of(new Copied(n, Set.of(m.from()), m.index())));
    }

    /** The primary hears that a backup has its last command. */
    private static Step<Node, Message> handleCopied(Node s, Copied m) {
        return m.index() == s.log().size()
                ? Step.to(settle(s.withAwaited(without(s.awaited(), Set.of(m.from())))))
                : Step.to(s);
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (!s.up()) {
            return Step.to(s);
        } else if (m instanceof Copy copy) {
            return handleCopy(n, s, copy);
        } else {
            return handleCopied(s, (Copied) m);
        }
    }
}
