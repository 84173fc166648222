package dev.quorate.conformance.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quorate.conformance.binding.gossip.Exchange;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.spread.Spread;
import dev.quorate.conformance.spread.SpreadChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts rounds of gossip. */
@Command(
        name = "spread",
        mixinStandardHelpOptions = true,
        description = {
            "How many rounds of gossip it takes until every node has an update, by push, pull and push-pull, against cluster size.",
            "In each round, every node begins one exchange with another, chosen at random; steps are those of the Java core."
        })
final class SpreadCommand implements Callable<Integer>, Decides {
    private static final int MOST_NODES = 1_000_000;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            split = ",",
            defaultValue = "10,30,100,300,1000,3000,10000",
            description = "Cluster sizes. Default: ${DEFAULT-VALUE}.")
    private List<Integer> nodes;

    @Option(names = "--runs", defaultValue = "20", description = "How many runs for each. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "What all chance comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write a machine-readable report to this file.")
    private Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the table to this file.")
    private Path csv;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw it to this file.")
    private Path svg;

    @Override
    public Integer call() {
        long start = System.nanoTime();
        check();
        Console console = new Console();
        List<Spread> spreads = new ArrayList<>();
        console.line("rounds until every node has an update: mean and most of %d runs, and theory", runs);
        StringBuilder head = new StringBuilder(String.format("%8s", "nodes"));
        for (Exchange exchange : Exchange.values()) {
            head.append(String.format("  %10s %4s  %18s", Spread.name(exchange), "most", Spread.formula(exchange)));
        }
        console.line(head.toString());
        for (int size : nodes) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%,8d", size));
            for (Exchange exchange : Exchange.values()) {
                console.progress(String.format(Locale.ROOT, "%,d nodes, %s", size, Spread.name(exchange)));
                Spread spread = Spread.of(size, exchange, runs, seed);
                spreads.add(spread);
                row.append(String.format(
                        Locale.ROOT,
                        "  %10.2f %4d  %18.2f",
                        spread.mean(),
                        spread.max(),
                        Spread.theory(exchange, size)));
            }
            console.line(row.toString());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Optional.ofNullable(json).ifPresent(file -> ModelRuns.write(report(spreads, seconds), file));
        Optional.ofNullable(csv).ifPresent(file -> write(table(spreads), file));
        Optional.ofNullable(svg).ifPresent(file -> write(SpreadChart.svg(spreads), file));
        console.line("spread: %d cluster sizes, %d runs of each exchange, %.1f s", nodes.size(), runs, seconds);
        return 0;
    }

    @Override
    public String find(Consumer<String> progress) {
        check();
        double farthest = 0;
        for (int size : nodes) {
            for (Exchange exchange : Exchange.values()) {
                progress.accept(String.format(Locale.ROOT, "%,d nodes, %s", size, Spread.name(exchange)));
                double mean = Spread.of(size, exchange, runs, seed).mean();
                farthest = Math.max(farthest, Math.abs(mean - Spread.theory(exchange, size)));
            }
        }
        return String.format(Locale.ROOT, "means within %.1f rounds of theory", Math.ceil(2 * farthest) / 2);
    }

    private void check() {
        for (int size : nodes) {
            if (size < 1 || size > MOST_NODES) {
                throw new BadInputException("--nodes %d: expected 1 to %,d".formatted(size, MOST_NODES));
            }
        }
        if (runs < 1) {
            throw new BadInputException("--runs " + runs + ": expected 1 or more");
        }
        checkFolder("--json", json);
        checkFolder("--csv", csv);
        checkFolder("--svg", svg);
    }

    private static void checkFolder(String option, Path file) {
        if (file != null && !Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new BadInputException(option + " " + file + ": there is no such folder");
        }
    }

    private ObjectNode report(List<Spread> spreads, double seconds) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("command", "spread");
        root.put("runs", runs);
        root.put("seed", seed);
        root.put("seconds", seconds);
        ArrayNode measured = root.putArray("spreads");
        for (Spread spread : spreads) {
            ObjectNode node = measured.addObject();
            node.put("nodes", spread.nodes());
            node.put("exchange", Spread.name(spread.exchange()));
            node.put("mean", spread.mean());
            node.put("max", spread.max());
            node.put("theory", Spread.theory(spread.exchange(), spread.nodes()));
            ArrayNode rounds = node.putArray("rounds");
            spread.rounds().forEach(rounds::add);
        }
        return root;
    }

    private static String table(List<Spread> spreads) {
        StringBuilder text = new StringBuilder("nodes,exchange,runs,mean,max,theory\n");
        for (Spread spread : spreads) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%d,%.2f,%d,%.2f\n",
                    spread.nodes(),
                    Spread.name(spread.exchange()),
                    spread.rounds().size(),
                    spread.mean(),
                    spread.max(),
                    Spread.theory(spread.exchange(), spread.nodes())));
        }
        return text.toString();
    }

    private static void write(String text, Path file) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
