package dev.quorate.conformance.binding;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.runtime.Timing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A protocol's world: what may happen in it, and what must hold. It is the part of a spec that types do not say, stated once
 * for the simulator, which picks one of the events that may happen next, and for the explorer, which takes them all. The
 * network is the spec's set, in which a message stays when it is received, until it is lost; or the spec's channels.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 * @param <G> the ghost variables: a record whose components have the names of the spec's
 */
public interface World<S, E, M, G> {
    Protocol<S, E, M> protocol();

    /** The nodes, in order. */
    List<NodeId> nodes();

    /** What may happen at a node of itself, in whatever state: the spec's actions but Receive, for all their arguments. */
    List<E> events(NodeId node);

    /** A client sends a command to a node. Not called if {@link #service} is {@link Service#NONE}. */
    E request(NodeId node, Command command);

    /** A node that has stopped starts again. */
    E restart(NodeId node);

    /** A message arrives at one of the nodes that it is for. */
    E receive(NodeId node, M message);

    /** The nodes that a message is for; each of them may get it. */
    Set<NodeId> to(M message);

    /** When nodes act of themselves. */
    Timing<S, E> timing();

    /** How nodes are connected, if the network is one of {@link Channels}; empty if it is a set. */
    default Optional<Connections<S, E, M>> connections() {
        return Optional.empty();
    }

    NodeId from(M message);

    /** What a step is, if it is one that runs should have: an election won, say. Names of a few words, to be counted. */
    Optional<String> notable(S before, E event, S after);

    /** The type of the ghost variables. */
    Class<G> ghostType();

    /** The ghost variables before anything has happened. */
    G initialGhost();

    /** The ghost variables after a step that takes a node from the state {@code before} to the state {@code after}. */
    G ghost(G ghost, NodeId node, S before, S after);

    /** What clients ask for. */
    default Service service() {
        return Service.LOG;
    }

    /** A client asks a node of a register to read; to write is {@link #request}. A node that is busy does nothing with either. */
    default E read(NodeId node) {
        throw new UnsupportedOperationException("this is no register");
    }

    /** What a node of a register answers to the request that it was busy with, if a step ends that. */
    default Optional<Answer> answer(S before, E event, S after) {
        return Optional.empty();
    }

    /** Whether what clients of a register see is linearizable. */
    default boolean isLinearizable() {
        return true;
    }

    /**
     * The version of the store after as many commands of a node's log as it has applied: a number that is the same wherever these
     * commands are applied, and greater after more of them.
     */
    default long version(S state, int applied) {
        return applied;
    }

    /** How a node catches up for a client; empty if the protocol has no such thing. */
    default Optional<Syncs<S>> syncs() {
        return Optional.empty();
    }

    /** How a node that leads reads without a command in the log; empty if the protocol has no such thing. */
    default Optional<LinearizableReads<S, E>> linearizableReads() {
        return Optional.empty();
    }

    /**
     * Whether what liveness promises has come about, beyond that every request is answered: once faults have stopped, a run goes on
     * until it has.
     *
     * @param nodes the nodes' states; valid during the call only
     */
    default boolean isSettled(List<S> nodes) {
        return true;
    }

    /** Whether clients send a command to all nodes at once, and not to one after the other. */
    default boolean asksAll() {
        return false;
    }

    /**
     * The commands that a node in this state has applied, in order: a view, not a copy. Restart may forget them. Some may be the
     * protocol's own, such as no-ops, which no client has sent.
     */
    List<Command> applied(S state);

    /** The spec's safety property that a step of one node breaks, whatever the others do. */
    Optional<String> brokenByStep(S before, E event, S after);

    /** The spec's invariant that does not hold after a step, given that all held before it. */
    Optional<String> broken(Moved<S, G> moved);

    /**
     * A state of the world in which one node has just taken a step.
     *
     * @param nodes the nodes' states after it, in the order of {@link #nodes}; valid during the call only
     * @param index which node took it
     * @param before that node's state before it
     * @param ghostBefore the ghost variables before it
     * @param ghost the ghost variables after it
     */
    record Moved<S, G>(List<S> nodes, int index, S before, G ghostBefore, G ghost) {
        /** The state of the node that took the step. */
        public S after() {
            return nodes.get(index);
        }
    }

    /**
     * What a constraint of the model means here; empty if the world has none of that name.
     *
     * @param name the name of an operator of the model's module, such as {@code Bounds}
     */
    Optional<Constraint<S>> constraint(String name);

    /** A network, as far as bounds look at it. */
    interface InFlight {
        /** How many messages it holds. */
        int messages();

        /** How many of them the longest channel holds; 0 if it has no channels. */
        int longestChannel();

        /** Whether what one node sends to another may arrive. */
        boolean isOpen(NodeId from, NodeId to);
    }

    /** A bound: what lies beyond it is not explored. */
    interface Constraint<S> {
        /**
         * Whether a state of the world is within the bound.
         *
         * @param nodes the nodes' states; valid during the call only
         * @param network what is on its way; valid during the call only
         */
        boolean holds(List<S> nodes, InFlight network);
    }
}
