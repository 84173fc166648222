package dev.quorate.runtime;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A protocol that replicates a log, with what a runtime needs to know of it: which event is which, who leads, what of the log is
 * committed, and how states and messages are bytes. It decides nothing; what happens, the core says.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public interface Engine<S, E, M> {
    /** The protocol's name, which servers of one cluster must agree on. */
    String name();

    Protocol<S, E, M> protocol();

    /** The name of the spec that the protocol's steps are held against; of the first, if it is made of several. */
    default String spec() {
        return name();
    }

    /** What the constants of that spec are here, as far as they are numbers. */
    default Map<String, Integer> constants() {
        return Map.of();
    }

    /** What a state is in the terms of each spec that the protocol's steps are held against, by the spec's name. */
    default Map<String, Object> states(S state) {
        return Map.of(spec(), state);
    }

    /**
     * The steps that a step consists of, each of a spec of {@link #states}, in their order: one, if the protocol is not made of others.
     * Works them out anew, so that who does not write them down does not pay for them.
     */
    default List<Inner> inner(S before, E event) {
        Step<S, M> step = protocol().step(before, event);
        return List.of(new Inner(spec(), event, step.state(), step.messages()));
    }

    /** The spec that a message is one of, by its name; empty if of none. */
    default Optional<String> spec(M message) {
        return Optional.of(spec());
    }

    /** When nodes act of themselves. */
    Timing<S, E> timing();

    LinearizableReads<S, E> reads();

    Codec<S, E, M> codec();

    /** A client sends a command to a node. A node that does not lead does nothing. */
    E request(NodeId node, Command command);

    E receive(NodeId node, M message);

    /** A node replaces what it has applied, up to an index of its log, by a snapshot. */
    E compact(NodeId node, int index);

    E restart(NodeId node);

    /** A node that leads shall have a peer lead instead; empty if the protocol has no such thing. */
    default Optional<E> transfer(NodeId node, NodeId peer) {
        return Optional.empty();
    }

    Set<NodeId> to(M message);

    /**
     * Whether a message is taken; else it is lost, as the network may lose it. For what is asked for again and again, and is long to
     * answer.
     *
     * @param now the time in microseconds, by a clock that only goes forward
     */
    default boolean takes(M message, long now) {
        return true;
    }

    /** Who leads, as far as a node knows; itself, if it does and takes requests. */
    Optional<NodeId> leader(NodeId node, S state);

    /** The term, ballot or epoch that a node is in. */
    int term(S state);

    /** The index of the last entry of a node's log. */
    int lastIndex(S state);

    /** Every entry up to this is known to be committed. */
    int commitIndex(S state);

    /** The index of the last entry that a node's snapshot stands for; 0 if it has none. */
    int snapshotIndex(S state);

    /** Commands that lead to the state of who has applied what the snapshot stands for. */
    List<Command> snapshot(S state);

    /** The command of a committed entry after the snapshot; empty if the entry is the protocol's own. */
    Optional<Command> command(S state, int index);
}
