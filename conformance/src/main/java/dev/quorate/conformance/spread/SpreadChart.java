package dev.quorate.conformance.spread;

import dev.quorate.conformance.binding.gossip.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rounds over cluster size as a picture: means as points and lines, the most rounds as whiskers, theory dashed. */
public final class SpreadChart {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 460;
    private static final double LEFT = 60;
    private static final double RIGHT = 180;
    private static final double TOP = 40;
    private static final double BOTTOM = 55;
    private static final double POINTS_OF_A_CURVE = 60;
    private static final int ROUNDS_BETWEEN_LINES = 5;

    private final List<Spread> spreads;
    private final double least;
    private final double most;
    private final double rounds;
    private final List<String> lines = new ArrayList<>();

    private SpreadChart(List<Spread> spreads) {
        this.spreads = spreads;
        least = spreads.stream().mapToInt(Spread::nodes).min().orElse(1);
        // Never a single point on the axis.
        most = Math.max(
                10 * least, spreads.stream().mapToInt(Spread::nodes).max().orElse(1));
        double highest = spreads.stream()
                .mapToDouble(spread -> Math.max(spread.max(), Spread.theory(spread.exchange(), most)))
                .max()
                .orElse(1);
        rounds = ROUNDS_BETWEEN_LINES * Math.ceil(Math.max(1, highest) / ROUNDS_BETWEEN_LINES);
    }

    /** An SVG document. */
    public static String svg(List<Spread> spreads) {
        SpreadChart chart = new SpreadChart(spreads);
        chart.draw();
        return String.join("\n", chart.lines) + "\n";
    }

    private void draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<rect width=\"%.0f\" height=\"%.0f\" fill=\"white\"/>", WIDTH, HEIGHT);
        text((LEFT + WIDTH - RIGHT) / 2, 22, "middle", "black", "Rounds until every node has an update");
        axes();
        int key = 0;
        for (Exchange exchange : Exchange.values()) {
            List<Spread> series = spreads.stream()
                    .filter(spread -> spread.exchange() == exchange)
                    .toList();
            if (!series.isEmpty()) {
                series(exchange, series);
                double y = TOP + 20 + 50 * key++;
                key(exchange, y);
            }
        }
        add("</svg>");
    }

    private void axes() {
        for (int round = 0; round <= rounds; round += ROUNDS_BETWEEN_LINES) {
            line("#dddddd", "", List.of(point(least, round), point(most, round)));
            text(LEFT - 8, y(round) + 4, "end", "black", String.valueOf(round));
        }
        for (int size : spreads.stream().map(Spread::nodes).distinct().sorted().toList()) {
            line("#dddddd", "", List.of(point(size, 0), point(size, rounds)));
            text(x(size), HEIGHT - BOTTOM + 18, "middle", "black", String.format(Locale.ROOT, "%,d", size));
        }
        line("black", "", List.of(point(least, rounds), point(least, 0), point(most, 0)));
        text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "middle", "black", "nodes (logarithmic)");
        text(LEFT - 8, TOP - 10, "end", "black", "rounds");
    }

    private void series(Exchange exchange, List<Spread> series) {
        String colour = colour(exchange);
        List<String> theory = new ArrayList<>();
        for (int i = 0; i <= POINTS_OF_A_CURVE; i++) {
            double size = least * Math.pow(most / least, i / POINTS_OF_A_CURVE);
            theory.add(point(size, Spread.theory(exchange, size)));
        }
        line(colour, " stroke-dasharray=\"6 4\"", theory);
        line(
                colour,
                "",
                series.stream()
                        .map(spread -> point(spread.nodes(), spread.mean()))
                        .toList());
        for (Spread spread : series) {
            line(colour, "", List.of(point(spread.nodes(), spread.mean()), point(spread.nodes(), spread.max())));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x(spread.nodes()), y(spread.mean()), colour);
        }
    }

    private void key(Exchange exchange, double y) {
        double x = WIDTH - RIGHT + 20;
        String colour = colour(exchange);
        line(colour, "", List.of(at(x, y - 4), at(x + 25, y - 4)));
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x + 12.5, y - 4, colour);
        text(x + 32, y, "start", colour, Spread.name(exchange));
        line(colour, " stroke-dasharray=\"6 4\"", List.of(at(x, y + 14), at(x + 25, y + 14)));
        text(x + 32, y + 18, "start", colour, Spread.formula(exchange));
    }

    private static String colour(Exchange exchange) {
        return switch (exchange) {
            case PUSH -> "#c0392b";
            case PULL -> "#2471a3";
            case PUSH_PULL -> "#1e8449";
        };
    }

    private double x(double size) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(size / least) / Math.log(most / least);
    }

    private double y(double round) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * round / rounds;
    }

    private String point(double size, double round) {
        return at(x(size), y(round));
    }

    private static String at(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    private void line(String colour, String more, List<String> points) {
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"%s/>",
                points.stream().collect(Collectors.joining(" ")), colour, more);
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y, anchor, colour, text);
    }

    private void add(String format, Object... arguments) {
        lines.add(String.format(Locale.ROOT, format, arguments));
    }
}
