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
        final long[] network;

        private Global(GraphState state, Object[] names, Object[] nodes, long[] nodePrints, long[] network) {
            this.state = state;
            this.names = names;
            this.nodes = nodes;
            this.nodePrints = nodePrints;
            this.network = network;
        }

        static Global of(GraphState state) {
            Object all = NODES.of(state);
            Object[] nodes = TlcValues.values(all);
            long[] prints = new long[nodes.length];
            for (int i = 0; i < nodes.length; i++) {
                prints[i] = TlcValues.fingerprint(nodes[i]);
            }
            return new Global(state, TlcValues.keys(all), nodes, prints, networkOf(state));
        }

        /** The successor of a state, which shares with it the values of all nodes but one, mostly. */
        Global next(GraphState successor) {
            Object[] after = TlcValues.values(NODES.of(successor));
            long[] prints = new long[after.length];
            for (int i = 0; i < after.length; i++) {
                prints[i] = after[i] == nodes[i] ? nodePrints[i] : TlcValues.fingerprint(after[i]);
            }
            return new Global(successor, names, after, prints, networkOf(successor));
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

        private static long[] networkOf(GraphState state) {
            Object[] messages = TlcValues.elements(NETWORK.of(state));
            long[] prints = new long[messages.length];
            for (int i = 0; i < messages.length; i++) {
                prints[i] = TlcValues.fingerprint(messages[i]);
            }
            Arrays.sort(prints);
            return prints;
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
