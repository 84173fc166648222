package dev.quorate.conformance.spread;

import dev.quorate.conformance.binding.gossip.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How an update spread through clusters of one size by one kind of exchange.
 *
 * @param nodes the size
 * @param exchange the kind of exchange
 * @param rounds the rounds of each run until every node had the update
 */
public record Spread(int nodes, Exchange exchange, List<Integer> rounds) {
    public Spread {
        rounds = List.copyOf(rounds);
    }

    /** Measures it. Equal arguments give equal results. */
    public static Spread of(int nodes, Exchange exchange, int runs, long seed) {
        return new Spread(
                nodes,
                exchange,
                IntStream.range(0, runs)
                        .mapToObj(run -> Epidemic.rounds(nodes, exchange, seed + run))
                        .toList());
    }

    /** The mean of the rounds. */
    public double mean() {
        return rounds.stream().mapToInt(Integer::intValue).average().orElse(0);
    }

    /** The most rounds that a run took. */
    public int max() {
        return rounds.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /**
     * What theory says the mean of the rounds is, up to a constant: for push, B. Pittel, "On Spreading a Rumor" (1987); for
     * push-pull, log3 n and some log log n by R. Karp et al., "Randomized Rumor Spreading" (FOCS 2000); for all three, in these
     * terms, B. Doerr, A. Kostrygin, "Randomized Rumor Spreading Revisited" (ICALP 2017). First the nodes that have the update
     * become twice as many in each round, or three times; then those that lack it become fewer: by a factor, if they wait to be
     * sent it, and by the square of their share, if they ask (Demers et al. 1987).
     */
    public static double theory(Exchange exchange, double nodes) {
        if (nodes < 2) {
            return 0;
        }
        return switch (exchange) {
            case PUSH -> log(2, nodes) + Math.log(nodes);
            case PULL -> log(2, nodes) + log(2, Math.log(nodes));
            case PUSH_PULL -> log(3, nodes) + log(2, Math.log(nodes));
        };
    }

    private static double log(double base, double number) {
        return Math.log(number) / Math.log(base);
    }

    /** The same as a formula. */
    public static String formula(Exchange exchange) {
        return switch (exchange) {
            case PUSH -> "log2 n + ln n";
            case PULL -> "log2 n + log2 ln n";
            case PUSH_PULL -> "log3 n + log2 ln n";
        };
    }

    /** What the papers call the exchange. */
    public static String name(Exchange exchange) {
        return exchange == Exchange.PUSH_PULL ? "push-pull" : exchange.name().toLowerCase(Locale.ROOT);
    }
}
