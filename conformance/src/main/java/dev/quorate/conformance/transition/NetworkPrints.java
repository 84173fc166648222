package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Channel;
import dev.quorate.conformance.binding.Channels;
import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.binding.Traffic;
import dev.quorate.conformance.tlc.TlcValues;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The network of a global state, by the fingerprints of its messages. */
abstract sealed class NetworkPrints {
    /** The messages, TLC's own values, and the fingerprint of each. */
    private final Object[] messages;

    private final long[] prints;

    private NetworkPrints(Object[] messages, long[] prints) {
        this.messages = messages;
        this.prints = prints;
    }

    /** What a step sends, by fingerprints; by those alone where the network is a set, to which nothing else matters. */
    static final class Sent {
        private final long[] messages;
        private final Optional<Traffic<Long, Long>> traffic;

        private Sent(long[] messages, Optional<Traffic<Long, Long>> traffic) {
            this.messages = messages;
            this.traffic = traffic;
        }

        /** All there is to say of it, where the network is one of channels. */
        Optional<Traffic<Long, Long>> traffic() {
            return traffic;
        }

        static final Sent NOTHING = new Sent(new long[0], Optional.empty());

        static Sent of(Code<?, ?, ?> code, Code.Outcome outcome) {
            return new Sent(
                    outcome.messages().stream()
                            .mapToLong(Fingerprint::of)
                            .sorted()
                            .toArray(),
                    code.hasChannels()
                            ? Optional.of(outcome.traffic().map(Fingerprint::of, Fingerprint::of))
                            : Optional.empty());
        }

        /** Whether it leaves every network as it is, but for what is received. */
        boolean isNothing() {
            return messages.length == 0 && traffic.stream().noneMatch(Traffic::hangsUp);
        }

        boolean contains(long message) {
            return Arrays.binarySearch(messages, message) >= 0;
        }
    }

    /** The network that a value of the spec is: a set of messages, or channels. */
    static NetworkPrints of(Object network) {
        return TlcValues.isSet(network)
                ? new InSet(network, new Object[0], new long[0])
                : new InChannels(network, Map.of(), new Object[0], new long[0]);
    }

    /** The network of a successor, which shares most messages with this one. */
    abstract NetworkPrints next(Object network);

    /** Whether a step that receives and sends this leads from here to there. */
    abstract boolean leadsTo(NetworkPrints to, Sent sent, long received);

    /** What a step from here to there sends, as far as can be told. What the code sends helps to tell. */
    abstract Set<Value> sent(NetworkPrints to, Sent byCode, Object node);

    /** The fingerprint of an event that may bring one of these messages. */
    final long print(Object event) {
        return TlcValues.fingerprint(event, messages, prints);
    }

    /** The fingerprint of a message that is probably one of these. */
    final long printOfMessage(Object message) {
        return TlcValues.known(message, messages, prints);
    }

    private static long[] prints(Object[] messages, Object[] known, long[] knownPrints) {
        long[] prints = new long[messages.length];
        for (int i = 0; i < messages.length; i++) {
            prints[i] = TlcValues.known(messages[i], known, knownPrints);
        }
        return prints;
    }

    /** A set of messages. */
    private static final class InSet extends NetworkPrints {
        private final long[] sorted;

        private InSet(Object network, Object[] known, long[] knownPrints) {
            this(TlcValues.elements(network), known, knownPrints);
        }

        private InSet(Object[] messages, Object[] known, long[] knownPrints) {
            super(messages, prints(messages, known, knownPrints));
            sorted = super.prints.clone();
            Arrays.sort(sorted);
        }

        @Override
        NetworkPrints next(Object network) {
            return new InSet(network, super.messages, super.prints);
        }

        private boolean has(long message) {
            return Arrays.binarySearch(sorted, message) >= 0;
        }

        /** The messages sent are added, and perhaps the one received is taken away. */
        @Override
        boolean leadsTo(NetworkPrints to, Sent sent, long received) {
            if (!(to instanceof InSet after)) {
                return false;
            }
            for (long message : after.sorted) {
                if (!has(message) && !sent.contains(message)) {
                    return false;
                }
            }
            for (long message : sent.messages) {
                if (!after.has(message)) {
                    return false;
                }
            }
            for (long message : sorted) {
                if (message != received && !after.has(message)) {
                    return false;
                }
            }
            return true;
        }

        /** A message that was in the network already may be sent again: if the code sends it, it is. */
        @Override
        Set<Value> sent(NetworkPrints to, Sent byCode, Object node) {
            Set<Value> sent = new LinkedHashSet<>();
            for (Object message : to.messages) {
                long print = to.printOfMessage(message);
                if (!has(print) || byCode.contains(print)) {
                    sent.add(TlcValues.toValue(message));
                }
            }
            return sent;
        }
    }

    /** Channels: a function from pairs of nodes to sequences of messages. */
    private static final class InChannels extends NetworkPrints {
        /** Of each sequence of TLC's, by identity, what it holds; states share most of them. */
        private final Map<Channel<Long>, Sequence> sequences;

        private final Channels<Long, Long> channels;

        /** TLC's value of a sequence, and the fingerprints of its messages. */
        private record Sequence(Object value, List<Long> prints) {}

        private InChannels(Object network, Map<Channel<Long>, Sequence> known, Object[] messages, long[] prints) {
            this(sequences(network, known, messages, prints));
        }

        private InChannels(Map<Channel<Long>, Sequence> sequences) {
            super(
                    sequences.values().stream()
                            .flatMap(sequence -> Arrays.stream(TlcValues.values(sequence.value)))
                            .toArray(),
                    sequences.values().stream()
                            .flatMap(sequence -> sequence.prints.stream())
                            .mapToLong(Long::longValue)
                            .toArray());
            this.sequences = sequences;
            Map<Channel<Long>, List<Long>> open = new LinkedHashMap<>();
            sequences.forEach((channel, sequence) -> open.put(channel, sequence.prints));
            channels = new Channels<>(open);
        }

        private static Map<Channel<Long>, Sequence> sequences(
                Object network, Map<Channel<Long>, Sequence> known, Object[] messages, long[] prints) {
            Object[] pairs = TlcValues.keys(network);
            Object[] values = TlcValues.values(network);
            Map<Channel<Long>, Sequence> sequences = new LinkedHashMap<>();
            for (int i = 0; i < pairs.length; i++) {
                Object[] ends = TlcValues.values(pairs[i]);
                Channel<Long> channel = new Channel<>(TlcValues.fingerprint(ends[0]), TlcValues.fingerprint(ends[1]));
                Sequence before = known.get(channel);
                sequences.put(
                        channel,
                        before != null && before.value == values[i] ? before : sequence(values[i], messages, prints));
            }
            return sequences;
        }

        private static Sequence sequence(Object value, Object[] known, long[] knownPrints) {
            return new Sequence(
                    value,
                    Arrays.stream(prints(TlcValues.values(value), known, knownPrints))
                            .boxed()
                            .toList());
        }

        @Override
        NetworkPrints next(Object network) {
            return new InChannels(network, sequences, super.messages, super.prints);
        }

        @Override
        boolean leadsTo(NetworkPrints to, Sent sent, long received) {
            return to instanceof InChannels after
                    && sent.traffic()
                            .filter(traffic -> traffic.received().stream().allMatch(channels::delivers))
                            .filter(traffic -> channels.after(traffic).equals(after.channels))
                            .isPresent();
        }

        /** What is new at the end of the node's channels; all that is in one if it does not go on as it was. */
        @Override
        Set<Value> sent(NetworkPrints to, Sent byCode, Object node) {
            long name = TlcValues.fingerprint(node);
            Set<Value> sent = new LinkedHashSet<>();
            ((InChannels) to).sequences.forEach((channel, after) -> {
                if (channel.from() == name) {
                    List<Long> old = channels.open().getOrDefault(channel, List.of());
                    int kept = old.size() <= after.prints.size()
                                    && after.prints.subList(0, old.size()).equals(old)
                            ? old.size()
                            : 0;
                    Object[] messages = TlcValues.values(after.value);
                    for (int i = kept; i < messages.length; i++) {
                        sent.add(TlcValues.toValue(messages[i]));
                    }
                }
            });
            return sent;
        }
    }
}
