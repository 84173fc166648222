package dev.quorate.conformance.transition;

import dev.quorate.conformance.tlc.GraphState;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.value.Fingerprint;
import java.util.Arrays;

/**
 * The part of a global state that one step can see and change: the nodes and the network, with their fingerprints. Knows
 * the variables' names, which are the same in every spec.
 */
final class LocalStep {
    static final GraphState.Variable NODES = new GraphState.Variable("nodes");
    static final GraphState.Variable NETWORK = new GraphState.Variable("network");
    static final GraphState.Variable EVENT = new GraphState.Variable("event");

    private LocalStep() {}

    /** A global state, its parts fingerprinted. Nodes stand in TLC's order, which all states of a run share. */
    static final class Global {
        final GraphState state;
        final Object[] names;
        final Object[] nodes;
        final long[] nodePrints;

        /** The fingerprints of the messages, sorted. */
        final long[] network;

        private final Object[] messages;
        private final long[] messagePrints;

        private Global(
                GraphState state,
                Object[] names,
                Object[] nodes,
                long[] nodePrints,
                Object[] messages,
                long[] messagePrints) {
            this.state = state;
            this.names = names;
            this.nodes = nodes;
            this.nodePrints = nodePrints;
            this.messages = messages;
            this.messagePrints = messagePrints;
            network = messagePrints.clone();
            Arrays.sort(network);
        }

        static Global of(GraphState state) {
            Object all = NODES.of(state);
            Object[] none = {};
            return successor(state, TlcValues.keys(all), none, new long[0], none, new long[0]);
        }

        /** The successor of a state, which shares with it the values of most nodes and messages. */
        Global next(GraphState successor) {
            return successor(successor, names, nodes, nodePrints, messages, messagePrints);
        }

        private static Global successor(
                GraphState state,
                Object[] names,
                Object[] oldNodes,
                long[] oldNodePrints,
                Object[] oldMessages,
                long[] oldMessagePrints) {
            Object[] nodes = TlcValues.values(NODES.of(state));
            long[] nodePrints = new long[nodes.length];
            for (int i = 0; i < nodes.length; i++) {
                nodePrints[i] = i < oldNodes.length && oldNodes[i] == nodes[i]
                        ? oldNodePrints[i]
                        : TlcValues.fingerprint(nodes[i]);
            }
            Object[] messages = TlcValues.elements(NETWORK.of(state));
            long[] messagePrints = new long[messages.length];
            for (int i = 0; i < messages.length; i++) {
                messagePrints[i] = TlcValues.known(messages[i], oldMessages, oldMessagePrints);
            }
            return new Global(state, names, nodes, nodePrints, messages, messagePrints);
        }

        /** The fingerprint of an event that may bring one of this state's messages. */
        long print(Object event) {
            return TlcValues.fingerprint(event, messages, messagePrints);
        }

        /** The fingerprint of a message that is probably one of this state's. */
        long printOfMessage(Object message) {
            return TlcValues.known(message, messages, messagePrints);
        }

        int indexOf(Object node) {
            long print = TlcValues.fingerprint(node);
            for (int i = 0; i < names.length; i++) {
                if (names[i] == node || TlcValues.fingerprint(names[i]) == print) {
                    return i;
                }
            }
            throw new IllegalArgumentException(
                    "the event happens at " + node + ", which is not in the domain of nodes");
        }
    }

    /** What identifies a local transition: the node's state before, and the event, which names the node. */
    static long key(long before, long event) {
        return Fingerprint.pair(before, event);
    }

    /**
     * Whether {@code after} is {@code before} with the messages {@code sent}, and perhaps without the message that was
     * received. All are sorted.
     */
    static boolean delivers(long[] before, long[] after, long[] sent, long received) {
        for (long message : after) {
            if (Arrays.binarySearch(before, message) < 0 && Arrays.binarySearch(sent, message) < 0) {
                return false;
            }
        }
        for (long message : sent) {
            if (Arrays.binarySearch(after, message) < 0) {
                return false;
            }
        }
        for (long message : before) {
            if (message != received && Arrays.binarySearch(after, message) < 0) {
                return false;
            }
        }
        return true;
    }
}
