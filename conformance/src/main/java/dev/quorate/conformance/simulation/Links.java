package dev.quorate.conformance.simulation;

import static dev.quorate.conformance.simulation.Profile.Setting.DELAY;
import static dev.quorate.conformance.simulation.Profile.Setting.DUPLICATION;
import static dev.quorate.conformance.simulation.Profile.Setting.LOSS;
import static dev.quorate.conformance.simulation.Profile.Setting.ONE_WAY;
import static dev.quorate.conformance.simulation.Profile.Setting.PARTIAL;
import static dev.quorate.conformance.simulation.Profile.Setting.STRAGGLERS;

import java.util.SplittableRandom;

/** The network between the nodes: what it does to messages, and who does not hear whom. */
final class Links {
    private static final int SLOWNESS = 10;
    private static final int STRAGGLING = 20;

    private final Agenda agenda;
    private final SplittableRandom random;
    private final Statistics statistics;
    private final boolean fifo;
    private final boolean[] slow;

    /** {@code cut[from][to]}: nothing arrives. */
    private final boolean[][] cut;

    /** In order and once: when the last message of a connection arrives, and how often the connection broke. */
    private final long[][] lastArrival;

    private final int[][] breaks;
    private Profile profile;

    Links(
            boolean[] slow,
            boolean fifo,
            Agenda agenda,
            SplittableRandom random,
            Profile profile,
            Statistics statistics) {
        int nodes = slow.length;
        this.agenda = agenda;
        this.random = random;
        this.profile = profile;
        this.statistics = statistics;
        this.fifo = fifo;
        this.slow = slow;
        cut = new boolean[nodes][nodes];
        lastArrival = new long[nodes][nodes];
        breaks = new int[nodes][nodes];
    }

    void setProfile(Profile other) {
        profile = other;
    }

    /** Sends a message, which arrives never, once, or several times. */
    void send(int from, int to, Runnable arrive) {
        statistics.count("messages sent");
        if (fifo) {
            sendInOrder(from, to, arrive);
            return;
        }
        do {
            if (isLost()) {
                statistics.count("messages lost");
                return;
            }
            agenda.in(delay(to), () -> {
                if (cut[from][to]) {
                    statistics.count("messages cut off");
                } else {
                    arrive.run();
                }
            });
        } while (isDuplicated());
    }

    /** Whatever would lose a message breaks the connection, and with it all that is on the way. */
    private void sendInOrder(int from, int to, Runnable arrive) {
        if (isLost()) {
            breakConnection(from, to);
            return;
        }
        int connection = breaks[from][to];
        long arrival = Math.max(lastArrival[from][to] + 1, agenda.now() + delay(to));
        lastArrival[from][to] = arrival;
        agenda.in(arrival - agenda.now(), () -> {
            if (connection == breaks[from][to]) {
                arrive.run();
            }
        });
    }

    /** What is on the way from one node to another is lost, where that means something. */
    void breakConnection(int from, int to) {
        breaks[from][to]++;
        statistics.count("connections broken");
    }

    /** How long a message takes to a node, in microseconds. */
    long delay(int to) {
        double mean = profile.micros(DELAY) * (slow[to] ? SLOWNESS : 1);
        double stretch = chance(profile.get(STRAGGLERS)) ? 1 + random.nextDouble() * STRAGGLING : 1;
        return Math.max(1, Math.round(mean * stretch * (0.5 + random.nextDouble())));
    }

    boolean isLost() {
        return chance(profile.get(LOSS));
    }

    private boolean isDuplicated() {
        boolean duplicated = chance(profile.get(DUPLICATION));
        if (duplicated) {
            statistics.count("messages doubled");
        }
        return duplicated;
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Parts the network: two nodes from each other, or some from all others; in one direction or in both. */
    void part() {
        heal();
        int nodes = cut.length;
        if (nodes < 2) {
            return;
        }
        boolean oneWay = chance(profile.get(ONE_WAY));
        if (chance(profile.get(PARTIAL))) {
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

    private void cut(int one, int other, boolean oneWay) {
        cut[one][other] = true;
        cut[other][one] |= !oneWay;
        if (fifo) {
            breakConnection(one, other);
            breakConnection(other, one);
        }
    }

    void heal() {
        for (boolean[] row : cut) {
            java.util.Arrays.fill(row, false);
        }
    }
}
