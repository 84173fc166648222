package dev.quorate.conformance.exploration;

import dev.quorate.conformance.binding.Channel;
import dev.quorate.conformance.binding.Channels;
import dev.quorate.conformance.binding.Network;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Channels: of each one that is open, its number, how many messages are on the way, and their numbers, oldest first. A channel's
 * number is that of its ends, read as digits; they ascend.
 */
final class ChannelsPart<N, M> extends NetworkPart<N, M> {
    private final List<N> nodes;

    /** Of each node, the fingerprints of its name under each renaming. */
    private final List<long[]> names;

    ChannelsPart(int start, Parts<M> messages, List<N> nodes, List<long[]> names) {
        super(start, messages);
        this.nodes = nodes;
        this.names = names;
    }

    @Override
    boolean arrivals(int[] state, Arrivals arrivals) {
        for (int k = start; k < state.length; k += 2 + state[k + 1]) {
            if (state[k + 1] > 0 && !arrivals.arrives(state[k] % nodes.size(), state[k + 2])) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean incidents(int[] state, int[] to, Incidents incidents) {
        Channels<Integer, Integer> channels = read(state, state.length);
        for (Network.Incident<Integer, Integer> incident : channels.incidents()) {
            System.arraycopy(state, 0, to, 0, start);
            Network.Break<Integer, Integer> broken = (Network.Break<Integer, Integer>) incident;
            if (!incidents.happens(
                    number(new Channel<>(broken.one(), broken.other())), to, write(channels.after(incident), to))) {
                return false;
            }
        }
        return true;
    }

    @Override
    Network.Incident<N, M> incident(int incident) {
        Channel<Integer> channel = channel(incident);
        return new Network.Break<>(nodes.get(channel.from()), nodes.get(channel.to()));
    }

    @Override
    boolean isNothing(Mail mail) {
        return mail.sent.length == 0
                && !mail.traffic.hangsUp()
                && mail.traffic.received().isEmpty();
    }

    @Override
    int growth(Mail mail) {
        return 3 * mail.sent.length;
    }

    @Override
    int after(int[] state, Mail mail, int[] to) {
        return write(read(state, state.length).after(mail.traffic), to);
    }

    private Channels<Integer, Integer> read(int[] state, int length) {
        Map<Channel<Integer>, List<Integer>> open = new LinkedHashMap<>();
        for (int k = start; k < length; k += 2 + state[k + 1]) {
            List<Integer> sequence = new ArrayList<>(state[k + 1]);
            for (int i = 0; i < state[k + 1]; i++) {
                sequence.add(state[k + 2 + i]);
            }
            open.put(channel(state[k]), sequence);
        }
        return new Channels<>(open);
    }

    private int write(Channels<Integer, Integer> channels, int[] to) {
        int length = start;
        for (int number = 0; number < nodes.size() * nodes.size(); number++) {
            List<Integer> sequence = channels.open().get(channel(number));
            if (sequence != null) {
                to[length++] = number;
                to[length++] = sequence.size();
                for (int message : sequence) {
                    to[length++] = message;
                }
            }
        }
        return length;
    }

    private Channel<Integer> channel(int number) {
        return new Channel<>(number / nodes.size(), number % nodes.size());
    }

    private int number(Channel<Integer> channel) {
        return channel.from() * nodes.size() + channel.to();
    }

    /** Order counts within a channel, and among channels it does not. */
    @Override
    void addPrints(int[] state, int length, long[] sums) {
        for (int k = start; k < length; k += 2 + state[k + 1]) {
            long[] from = names.get(state[k] / nodes.size());
            long[] to = names.get(state[k] % nodes.size());
            for (int i = 0; i < sums.length; i++) {
                long print = Fingerprint.pair(from[i], to[i]);
                for (int j = 0; j < state[k + 1]; j++) {
                    print = Fingerprint.pair(print, messages.prints(state[k + 2 + j])[i]);
                }
                sums[i] += Fingerprint.mix(print);
            }
        }
    }

    @Override
    void addPrints(Value network, long[] sums) {
        network.asMappings().forEach((pair, sequence) -> {
            List<Value> ends = ((Value.Seq) pair).elements();
            long[] from = messages.prints(ends.get(0), Fingerprint::of);
            long[] to = messages.prints(ends.get(1), Fingerprint::of);
            List<long[]> prints = ((Value.Seq) sequence)
                    .elements().stream()
                            .map(message -> messages.prints(message, Fingerprint::of))
                            .toList();
            for (int i = 0; i < sums.length; i++) {
                long print = Fingerprint.pair(from[i], to[i]);
                for (long[] message : prints) {
                    print = Fingerprint.pair(print, message[i]);
                }
                sums[i] += Fingerprint.mix(print);
            }
        });
    }

    @Override
    int inFlight(int[] state, int length) {
        int count = 0;
        for (int k = start; k < length; k += 2 + state[k + 1]) {
            count += state[k + 1];
        }
        return count;
    }

    @Override
    int longestChannel(int[] state, int length) {
        int longest = 0;
        for (int k = start; k < length; k += 2 + state[k + 1]) {
            longest = Math.max(longest, state[k + 1]);
        }
        return longest;
    }

    @Override
    boolean isOpen(int[] state, int length, int from, int to) {
        int number = number(new Channel<>(from, to));
        for (int k = start; k < length; k += 2 + state[k + 1]) {
            if (state[k] == number) {
                return true;
            }
        }
        return false;
    }

    @Override
    Channels<N, M> network(int[] state, int length) {
        return read(state, length).map(nodes::get, messages::get);
    }
}
