package dev.quorate.conformance;

import dev.quorate.conformance.check.Checks;
import dev.quorate.conformance.model.Catalog;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.tlc.TlcOptions;
import dev.quorate.conformance.trace.Traces;
import java.nio.file.Path;

/** The specs, models and traces of this repository, as tests see them from their module's folder. */
public final class Repository {
    /** The repository's root. */
    public static final Path ROOT = Path.of("..");

    /** All specs and models. */
    public static final Catalog CATALOG = Catalog.read(ROOT.resolve("specs"));

    /** The committed traces. */
    public static final Traces TRACES = new Traces(ROOT.resolve("traces"));

    private Repository() {}

    /** Checks that run TLC in this way, and save what fails in this module's target folder. */
    public static Checks checks(TlcOptions tlc) {
        return new Checks(CATALOG.library(), TRACES, tlc, Path.of("target"));
    }

    /** The model of a name such as {@code raft/small}. */
    public static Model model(String id) {
        return CATALOG.models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no model " + id));
    }
}
