package dev.quorate.conformance.simulation;

import static dev.quorate.conformance.simulation.Profile.Setting.DELAY;
import static dev.quorate.conformance.simulation.Profile.Setting.LOSS;
import static dev.quorate.conformance.simulation.Profile.Setting.ONE_WAY;
import static dev.quorate.conformance.simulation.Profile.Setting.PARTIAL;
import static dev.quorate.conformance.simulation.Profile.Setting.STRAGGLERS;

import dev.quorate.conformance.binding.Traffic;
import java.util.SplittableRandom;

/** The network between the nodes: how long messages take, and who does not hear whom. Nodes are known by their indices. */
abstract sealed class Links<M> permits Datagrams, Connected {
    private static final int SLOWNESS = 10;
    private static final int STRAGGLING = 20;

    final Agenda agenda;
    final SplittableRandom random;
    final Statistics statistics;
    private final boolean[] slow;

    /** {@code cut[from][to]}: nothing arrives. */
    private final boolean[][] cut;

    private Profile profile;

    /** Where what arrives goes. */
    interface Delivery<M> {
        void arrives(int node, M message);
    }

    Links(boolean[] slow, Agenda agenda, SplittableRandom random, Profile profile, Statistics statistics) {
        int nodes = slow.length;
        this.agenda = agenda;
        this.random = random;
        this.profile = profile;
        this.statistics = statistics;
        this.slow = slow;
        cut = new boolean[nodes][nodes];
    }

    final void setProfile(Profile other) {
        profile = other;
    }

    /** A node takes a step. What it receives has arrived; what it sends, if it arrives, does so later. */
    abstract void step(Traffic<Integer, M> traffic, Delivery<M> delivery);

    /** Whether what one node tells another outside of the protocol gets there now. */
    abstract boolean connects(int from, int to);

    /** A node stops, and what it was connected to notices as little as the network allows. */
    abstract void stop(int node);

    /** How long a message takes to a node, in microseconds. */
    final long delay(int to) {
        double mean = profile.micros(DELAY) * (slow[to] ? SLOWNESS : 1);
        double stretch = chance(STRAGGLERS) ? 1 + random.nextDouble() * STRAGGLING : 1;
        return Math.max(1, Math.round(mean * stretch * (0.5 + random.nextDouble())));
    }

    final boolean isLost() {
        return chance(LOSS);
    }

    final boolean isCut(int from, int to) {
        return cut[from][to];
    }

    final boolean chance(Profile.Setting setting) {
        double probability = profile.get(setting);
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Parts the network: two nodes from each other, or some from all others; in one direction or in both. */
    final void part() {
        heal();
        int nodes = cut.length;
        if (nodes < 2) {
            return;
        }
        boolean oneWay = chance(ONE_WAY);
        if (chance(PARTIAL)) {
            int one = random.nextInt(nodes);
            int other = (one + 1 + random.nextInt(nodes - 1)) % nodes;
            cut(one, other, oneWay);
            statistics.count("partial partitions");
        } else {
            int side = 1 + random.nextInt((1 << nodes) - 2);
            for (int one = 0; one < nodes; one++) {
                for (int other = 0; other < nodes; other++) {
                    if ((side >> one & 1) == 1 && (side >> other & 1) == 0) {
                        cut(one, other, oneWay);
                    }
                }
            }
            statistics.count(oneWay ? "one-way partitions" : "symmetric partitions");
        }
    }

    /** Cuts one direction, or both. */
    void cut(int one, int other, boolean oneWay) {
        cut[one][other] = true;
        cut[other][one] |= !oneWay;
    }

    final void heal() {
        for (boolean[] row : cut) {
            java.util.Arrays.fill(row, false);
        }
    }
}
