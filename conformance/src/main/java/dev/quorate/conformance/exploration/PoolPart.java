package dev.quorate.conformance.exploration;

import dev.quorate.conformance.binding.Network;
import dev.quorate.conformance.binding.Pool;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A set of messages: their numbers, ascending. */
final class PoolPart<N, M> extends NetworkPart<N, M> {
    private final Function<M, IntArrayList> to;

    /** Of each message, the indices of the nodes it is for. */
    private final List<IntArrayList> receivers = new ArrayList<>();

    PoolPart(int start, Parts<M> messages, Function<M, IntArrayList> to) {
        super(start, messages);
        this.to = to;
    }

    @Override
    boolean arrivals(int[] state, Arrivals arrivals) {
        for (int k = start; k < state.length; k++) {
            for (int receiver : receivers(state[k])) {
                if (!arrivals.arrives(receiver, state[k])) {
                    return false;
                }
            }
        }
        return true;
    }

    private IntArrayList receivers(int message) {
        while (receivers.size() <= message) {
            receivers.add(to.apply(messages.get(receivers.size())));
        }
        return receivers.get(message);
    }

    @Override
    boolean incidents(int[] state, int[] to, Incidents incidents) {
        for (int k = start; k < state.length; k++) {
            System.arraycopy(state, 0, to, 0, k);
            System.arraycopy(state, k + 1, to, k, state.length - k - 1);
            if (!incidents.happens(state[k], to, state.length - 1)) {
                return false;
            }
        }
        return true;
    }

    @Override
    Network.Incident<N, M> incident(int incident) {
        return new Network.Loss<>(messages.get(incident));
    }

    @Override
    boolean isNothing(Mail mail) {
        return mail.sent.length == 0;
    }

    @Override
    int growth(Mail mail) {
        return mail.sent.length;
    }

    @Override
    int after(int[] state, Mail mail, int[] to) {
        int[] sent = mail.sent;
        int from = start;
        int other = 0;
        int length = start;
        while (from < state.length && other < sent.length) {
            if (state[from] <= sent[other]) {
                other += state[from] == sent[other] ? 1 : 0;
                to[length++] = state[from++];
            } else {
                to[length++] = sent[other++];
            }
        }
        while (from < state.length) {
            to[length++] = state[from++];
        }
        while (other < sent.length) {
            to[length++] = sent[other++];
        }
        return length;
    }

    @Override
    void addPrints(int[] state, int length, long[] sums) {
        for (int k = start; k < length; k++) {
            add(messages.prints(state[k]), sums);
        }
    }

    @Override
    void addPrints(Value network, long[] sums) {
        ((Value.SetValue) network).elements().forEach(message -> add(messages.prints(message, Fingerprint::of), sums));
    }

    @Override
    int inFlight(int[] state, int length) {
        return length - start;
    }

    @Override
    int longestChannel(int[] state, int length) {
        return 0;
    }

    @Override
    boolean isOpen(int[] state, int length, int from, int to) {
        return true;
    }

    @Override
    Pool<N, M> network(int[] state, int length) {
        Set<M> set = new LinkedHashSet<>();
        for (int k = start; k < length; k++) {
            set.add(messages.get(state[k]));
        }
        return new Pool<>(set);
    }
}
