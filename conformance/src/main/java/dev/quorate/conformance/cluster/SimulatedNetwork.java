package dev.quorate.conformance.cluster;

import dev.quorate.conformance.simulation.Agenda;
import dev.quorate.conformance.simulation.Profile;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Statistics;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * What the runtime's transport is to replicas, in virtual time: from one to another, bytes arrive in the order in which they were
 * sent, or not at all. Replicas are known by their indices.
 */
final class SimulatedNetwork {
    private final Agenda agenda;
    private final SplittableRandom random;
    private final Statistics statistics;
    private final Delivery delivery;

    /** {@code cut[from][to]}: nothing arrives. */
    private final boolean[][] cut;

    /** When the last of what was sent from one to another arrives. */
    private final long[][] last;

    private Profile profile;

    /** Where what arrives goes. */
    interface Delivery {
        void arrives(int to, ByteBuffer payload);
    }

    SimulatedNetwork(
            int nodes,
            Agenda agenda,
            SplittableRandom random,
            Statistics statistics,
            Profile profile,
            Delivery delivery) {
        this.agenda = agenda;
        this.random = random;
        this.statistics = statistics;
        this.profile = profile;
        this.delivery = delivery;
        cut = new boolean[nodes][nodes];
        last = new long[nodes][nodes];
    }

    void send(int from, int to, byte[] payload) {
        statistics.count("messages sent");
        if (random.nextDouble() < profile.get(Setting.LOSS)) {
            statistics.count("messages lost");
            return;
        }
        double stretch = random.nextDouble() < profile.get(Setting.STRAGGLERS) ? 1 + random.nextDouble() * 20 : 1;
        long delay = Math.round(profile.micros(Setting.DELAY) * stretch * (0.5 + random.nextDouble()));
        long arrival = Math.max(last[from][to], agenda.now() + Math.max(1, delay));
        last[from][to] = arrival;
        agenda.in(arrival - agenda.now(), () -> {
            if (cut[from][to]) {
                statistics.count("messages cut off");
            } else {
                delivery.arrives(to, ByteBuffer.wrap(payload));
            }
        });
    }

    /** Parts some replicas from the others, in one direction or in both. */
    void part() {
        heal();
        int nodes = cut.length;
        int side = 1 + random.nextInt((1 << nodes) - 2);
        boolean oneWay = random.nextDouble() < profile.get(Setting.ONE_WAY);
        statistics.count(oneWay ? "one-way partitions" : "symmetric partitions");
        for (int one = 0; one < nodes; one++) {
            for (int other = 0; other < nodes; other++) {
                if ((side >> one & 1) == 1 && (side >> other & 1) == 0) {
                    cut[one][other] = true;
                    cut[other][one] = !oneWay;
                }
            }
        }
    }

    void heal() {
        for (boolean[] row : cut) {
            java.util.Arrays.fill(row, false);
        }
    }

    void calm(Profile calmed) {
        heal();
        profile = calmed;
    }
}
