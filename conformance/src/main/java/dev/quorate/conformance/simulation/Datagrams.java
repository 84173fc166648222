package dev.quorate.conformance.simulation;

import static dev.quorate.conformance.simulation.Profile.Setting.DUPLICATION;

import dev.quorate.conformance.binding.Letter;
import dev.quorate.conformance.binding.Traffic;
import java.util.SplittableRandom;

/** Each message travels for itself: it arrives never, once, or several times, and in any order. */
final class Datagrams<M> extends Links<M> {
    Datagrams(boolean[] slow, Agenda agenda, SplittableRandom random, Profile profile, Statistics statistics) {
        super(slow, agenda, random, profile, statistics);
    }

    @Override
    void step(Traffic<Integer, M> traffic, Delivery<M> delivery) {
        traffic.sent().forEach(letter -> send(letter, delivery));
    }

    private void send(Letter<Integer, M> letter, Delivery<M> delivery) {
        statistics.count("messages sent");
        do {
            if (isLost()) {
                statistics.count("messages lost");
                return;
            }
            agenda.in(delay(letter.to()), () -> {
                if (isCut(letter.from(), letter.to())) {
                    statistics.count("messages cut off");
                } else {
                    delivery.arrives(letter.to(), letter.message());
                }
            });
        } while (isDuplicated());
    }

    private boolean isDuplicated() {
        boolean duplicated = chance(DUPLICATION);
        if (duplicated) {
            statistics.count("messages doubled");
        }
        return duplicated;
    }

    @Override
    boolean connects(int from, int to) {
        return !isCut(from, to) && !isLost();
    }

    /** What is on the way to it arrives, and finds it stopped or back. */
    @Override
    void stop(int node) {}
}
