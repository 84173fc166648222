package dev.quorate.conformance.exploration;

import dev.quorate.conformance.binding.Network;
import dev.quorate.conformance.binding.Traffic;
import dev.quorate.conformance.value.Value;

/**
 * The part of a state that is the network, on numbers: how it is laid out behind the nodes and the ghost, and what can happen
 * to it. Nodes are numbered by their indices.
 *
 * @param <N> what stands for a node elsewhere
 * @param <M> what stands for a message elsewhere
 */
abstract sealed class NetworkPart<N, M> permits PoolPart, ChannelsPart {
    /** Where in a state it begins. */
    final int start;

    final Parts<M> messages;

    NetworkPart(int start, Parts<M> messages) {
        this.start = start;
        this.messages = messages;
    }

    /** What a step sends and receives: the numbers of the messages sent, ascending, and all there is to say of it. */
    static final class Mail {
        final int[] sent;
        final Traffic<Integer, Integer> traffic;

        Mail(int[] sent, Traffic<Integer, Integer> traffic) {
            this.sent = sent;
            this.traffic = traffic;
        }
    }

    /** A node, and a message that may arrive at it next. */
    interface Arrivals {
        /** Whether to go on. */
        boolean arrives(int node, int message);
    }

    /** Something that the network may do of itself, by a number of its own, and the state it leads to. */
    interface Incidents {
        /** Whether to go on. */
        boolean happens(int incident, int[] to, int length);
    }

    /** Passes what may arrive next. */
    abstract boolean arrivals(int[] state, Arrivals arrivals);

    /** Passes what the network may do of itself next; {@code to} is as long as the state. */
    abstract boolean incidents(int[] state, int[] to, Incidents incidents);

    /** What an incident is called elsewhere. */
    abstract Network.Incident<N, M> incident(int incident);

    /** Whether a step leaves every network as it is. */
    abstract boolean isNothing(Mail mail);

    /** How much longer than the state before it a state can be after a step. */
    abstract int growth(Mail mail);

    /** Writes the network after a step, and returns the new state's length. */
    abstract int after(int[] state, Mail mail, int[] to);

    /** Adds the fingerprints of its parts, under each renaming. */
    abstract void addPrints(int[] state, int length, long[] sums);

    /** The same of a value of the spec's variable. */
    abstract void addPrints(Value network, long[] sums);

    /** How many messages there are. */
    abstract int inFlight(int[] state, int length);

    /** How many the longest channel has; 0 if there are none. */
    abstract int longestChannel(int[] state, int length);

    /** Whether a channel is open; always, if there are none. */
    abstract boolean isOpen(int[] state, int length, int from, int to);

    /** The network, as it is elsewhere. */
    abstract Network<N, M> network(int[] state, int length);

    static void add(long[] prints, long[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += prints[i];
        }
    }
}
