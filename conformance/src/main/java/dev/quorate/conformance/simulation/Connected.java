package dev.quorate.conformance.simulation;

import dev.quorate.conformance.binding.Channel;
import dev.quorate.conformance.binding.Channels;
import dev.quorate.conformance.binding.Letter;
import dev.quorate.conformance.binding.Network.Break;
import dev.quorate.conformance.binding.Network.Incident;
import dev.quorate.conformance.binding.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Nodes are connected by {@link Channels}, to which this adds time, and when a connection breaks: at a random moment, when it
 * is cut in one direction or both, and when one of its nodes stops. One that is made to a node that is down or cut off breaks
 * at once. Single messages are neither lost nor doubled.
 */
final class Connected<M> extends Links<M> {
    private final IntPredicate isDown;
    private Channels<Integer, Parcel<M>> channels = Channels.closed();

    /** A message on the way. Two that are equal are two. */
    private static final class Parcel<M> {
        private final M message;
        private long arrival;

        Parcel(M message) {
            this.message = message;
        }
    }

    Connected(
            boolean[] slow,
            IntPredicate isDown,
            Agenda agenda,
            SplittableRandom random,
            Profile profile,
            Statistics statistics) {
        super(slow, agenda, random, profile, statistics);
        this.isDown = isDown;
    }

    @Override
    void step(Traffic<Integer, M> traffic, Delivery<M> delivery) {
        List<Letter<Integer, Parcel<M>>> sent = new ArrayList<>();
        for (Letter<Integer, M> letter : traffic.sent()) {
            sent.add(new Letter<>(letter.from(), letter.to(), new Parcel<>(letter.message()), letter.opening()));
        }
        // What the step receives was taken out of its channel when it arrived.
        channels = channels.after(new Traffic<>(traffic.node(), Optional.empty(), traffic.hangsUp(), sent));
        for (Letter<Integer, Parcel<M>> letter : sent) {
            statistics.count("messages sent");
            post(letter, delivery);
        }
    }

    private void post(Letter<Integer, Parcel<M>> letter, Delivery<M> delivery) {
        int from = letter.from();
        int to = letter.to();
        List<Parcel<M>> sequence = channels.open().getOrDefault(letter.channel(), List.of());
        int place = sequence.indexOf(letter.message());
        if (place < 0) {
            statistics.count("messages lost");
            return;
        }
        long earliest = place == 0 ? 0 : sequence.get(place - 1).arrival + 1;
        letter.message().arrival = Math.max(earliest, agenda.now() + delay(to));
        agenda.in(letter.message().arrival - agenda.now(), () -> arrive(letter, delivery));
        if (isCut(from, to) || isCut(to, from) || isDown.test(to)) {
            disconnect(from, to);
        }
    }

    private void arrive(Letter<Integer, Parcel<M>> letter, Delivery<M> delivery) {
        if (channels.delivers(letter)) {
            channels = channels.after(new Traffic<>(letter.to(), Optional.of(letter), false, List.of()));
            delivery.arrives(letter.to(), letter.message().message);
        } else {
            statistics.count("messages lost");
        }
    }

    @Override
    boolean connects(int from, int to) {
        return channels.open().containsKey(new Channel<>(from, to));
    }

    /** Two nodes are not connected any more, if they were. */
    void disconnect(int one, int other) {
        breakWhere(broken -> List.of(broken.one(), broken.other()).containsAll(List.of(one, other)));
    }

    /** One of the connections breaks, if there is one. */
    void breakOne() {
        List<Incident<Integer, Parcel<M>>> breaks = channels.incidents();
        if (!breaks.isEmpty()) {
            breaks(breaks.get(random.nextInt(breaks.size())));
        }
    }

    @Override
    void stop(int node) {
        breakWhere(broken -> broken.one() == node || broken.other() == node);
    }

    @Override
    void cut(int one, int other, boolean oneWay) {
        super.cut(one, other, oneWay);
        disconnect(one, other);
    }

    private void breakWhere(Predicate<Break<Integer, Parcel<M>>> which) {
        for (Incident<Integer, Parcel<M>> incident : channels.incidents()) {
            if (incident instanceof Break<Integer, Parcel<M>> broken && which.test(broken)) {
                breaks(incident);
            }
        }
    }

    private void breaks(Incident<Integer, Parcel<M>> incident) {
        channels = channels.after(incident);
        statistics.count("connections broken");
    }
}
