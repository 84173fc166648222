package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.tlc.TlcResult;
import dev.quorate.conformance.tlc.TlcRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Model-checks a model and, in the same run of TLC, holds the Java code against every transition.
 *
 * @param result what TLC found
 * @param report what the code does; absent if TLC did not come to its end
 */
public record Conformance(TlcResult result, Optional<Report> report) {
    /** Runs it. */
    public static Conformance check(Model model, List<Path> library, TlcOptions options, Consumer<String> progress) {
        codeOf(model);
        TlcRun.Visited<Report> visited = new TlcRun(model, library, options)
                .reporting(progress)
                .visit(
                        TransitionChecker.Factory.class,
                        model.file().toAbsolutePath().toString(),
                        Report.class);
        return new Conformance(visited.result(), visited.report());
    }

    /**
     * The code that a model's spec is bound to.
     *
     * @throws BadInputException if there is none
     */
    static Code<?, ?, ?> codeOf(Model model) {
        Binding<?, ?, ?> binding = Binding.of(model.spec())
                .orElseThrow(() -> new BadInputException("no Java code is bound to the spec " + model.spec()
                        + "; a binding is a service " + Binding.class.getName() + " on the classpath"));
        return new Code<>(binding, model.configuration().constants());
    }
}
