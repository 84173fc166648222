package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.exploration.Exploration;
import dev.quorate.conformance.exploration.Explorer;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.tlc.TlcResult;
import dev.quorate.conformance.tlc.TlcRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What exploration by the code alone gains. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description =
                "Distinct states a second of the explorer, against TLC's on the same model, in pairs, in one run.")
final class BenchmarkExplore implements Callable<Integer> {
    @Mixin
    private Inputs inputs;

    @Option(names = "--pairs", defaultValue = "3", description = "How many pairs of runs. Default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Override
    public Integer call() {
        if (pairs < 1) {
            throw new BadInputException("--pairs " + pairs + ": expected 1 or more");
        }
        Catalog catalog = inputs.catalog();
        Console console = new Console();
        for (Model model :
                inputs.models(catalog).stream().filter(Checks::canConform).toList()) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                console.progress(model + ": pair " + (i + 1));
                TlcResult plain = new TlcRun(model, catalog.library(), inputs.tlc()).run();
                Exploration found = Explorer.of(model, true, line -> {}).explore(Optional.empty());
                double tlc = plain.distinct() / (plain.time().toMillis() / 1e3);
                ratios.add(found.statesPerSecond() / tlc);
                console.line(
                        "%s: %,d states; TLC %,.0f a second, explorer %,.0f a second, ratio %.1f; %d bytes a state",
                        model,
                        found.states(),
                        tlc,
                        found.statesPerSecond(),
                        found.statesPerSecond() / tlc,
                        found.bytes() / found.states());
            }
            Collections.sort(ratios);
            console.line(
                    "benchmark explore: %s, %d pairs, ratio of states a second, explorer to TLC: median %.1f, from %.1f to %.1f",
                    model, pairs, ratios.get(ratios.size() / 2), ratios.get(0), ratios.get(ratios.size() - 1));
        }
        return 0;
    }
}
