package dev.quorate.conformance.transition;

import dev.quorate.conformance.tlc.GraphState;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.value.Fingerprint;

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
        final NetworkPrints network;

        private Global(GraphState state, Object[] names, Object[] nodes, long[] nodePrints, NetworkPrints network) {
            this.state = state;
            this.names = names;
            this.nodes = nodes;
            this.nodePrints = nodePrints;
            this.network = network;
        }

        static Global of(GraphState state) {
            Object[] names = TlcValues.keys(NODES.of(state));
            Object[] nodes = TlcValues.values(NODES.of(state));
            return new Global(
                    state,
                    names,
                    nodes,
                    prints(nodes, new Object[nodes.length], new long[nodes.length]),
                    NetworkPrints.of(NETWORK.of(state)));
        }

        /** The successor of a state, which shares with it the values of most nodes and messages. */
        Global next(GraphState successor) {
            Object[] after = TlcValues.values(NODES.of(successor));
            return new Global(
                    successor, names, after, prints(after, nodes, nodePrints), network.next(NETWORK.of(successor)));
        }

        private static long[] prints(Object[] nodes, Object[] oldNodes, long[] oldPrints) {
            long[] prints = new long[nodes.length];
            for (int i = 0; i < nodes.length; i++) {
                prints[i] = oldNodes[i] == nodes[i] ? oldPrints[i] : TlcValues.fingerprint(nodes[i]);
            }
            return prints;
        }

        /** The fingerprint of an event that may bring one of this state's messages. */
        long print(Object event) {
            return network.print(event);
        }

        /** The fingerprint of a message that is probably one of this state's. */
        long printOfMessage(Object message) {
            return network.printOfMessage(message);
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
}
