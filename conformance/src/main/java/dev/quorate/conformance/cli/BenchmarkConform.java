package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.tlc.TlcResult;
import dev.quorate.conformance.tlc.TlcRun;
import dev.quorate.conformance.transition.Conformance;
import dev.quorate.conformance.transition.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What conformance costs. */
@Command(
        name = "conform",
        mixinStandardHelpOptions = true,
        description = "Time conformance against plain TLC on the same model, in pairs, in one run.")
final class BenchmarkConform implements Callable<Integer> {
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
                // Which of the two goes first changes, so that neither always finds the machine warm.
                double conform;
                TlcResult plain;
                Conformance conformance;
                if (i % 2 == 0) {
                    plain = plain(catalog, model);
                    conformance = conform(catalog, model);
                } else {
                    conformance = conform(catalog, model);
                    plain = plain(catalog, model);
                }
                conform = conformance.result().time().toMillis() / 1e3;
                double tlc = plain.time().toMillis() / 1e3;
                Report report = conformance
                        .report()
                        .orElseThrow(
                                () -> new BadInputException(model + ": TLC does not verify it; see `quorate check`"));
                ratios.add(conform / tlc);
                console.line(
                        "%s: plain TLC %.1f s, conform %.1f s, ratio %.2f; %,d edges (%,.0f a second), %,d local"
                                + " transitions, %,d MB in use at the end",
                        model,
                        tlc,
                        conform,
                        conform / tlc,
                        report.edges(),
                        report.edges() / conform,
                        report.localTransitions(),
                        report.heapBytes() >> 20);
            }
            Collections.sort(ratios);
            console.line(
                    "benchmark conform: %s, %d pairs, ratio of conform to plain TLC: median %.2f, from %.2f to %.2f",
                    model, pairs, ratios.get(ratios.size() / 2), ratios.get(0), ratios.get(ratios.size() - 1));
        }
        return 0;
    }

    private TlcResult plain(Catalog catalog, Model model) {
        return new TlcRun(model, catalog.library(), inputs.tlc()).run();
    }

    private Conformance conform(Catalog catalog, Model model) {
        return Conformance.check(model, catalog.library(), inputs.tlc(), line -> {});
    }
}
