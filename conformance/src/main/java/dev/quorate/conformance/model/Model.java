package dev.quorate.conformance.model;

import dev.quorate.conformance.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bounded TLC configuration of a spec, and what it must yield. Written as a TLC configuration file that plain TLC reads
 * as it stands; {@link ModelFile} says what its comments mean.
 *
 * @param spec the spec's name, such as {@code raft}
 * @param name the model's name within the spec, such as {@code small}
 * @param description what the model bounds or shows: the file's first comment
 * @param module the TLA+ file of the root module
 * @param file the configuration file
 * @param size when it is run
 * @param workers how many TLC workers; 0 for one per core
 * @param expectation what TLC must say
 * @param trace the name of the committed trace that shows the expected violation, if there is one
 * @param conformable whether code can be held against it: the model is expected to be verified, and its bounds only cut off
 * @param configuration what the file tells TLC
 */
public record Model(
        String spec,
        String name,
        String description,
        Path module,
        Path file,
        Size size,
        int workers,
        Expectation expectation,
        Optional<String> trace,
        boolean conformable,
        Configuration configuration) {

    /**
     * The part of a TLC configuration that matters here.
     *
     * @param constants the constants with a value; those replaced by an operator are left out
     * @param symmetric the constants whose elements SYMMETRY takes for alike: TLC takes states that differ by a renaming for one
     * @param properties the names after PROPERTY
     * @param invariants the names after INVARIANT
     * @param constraints the names after CONSTRAINT and ACTION_CONSTRAINT
     */
    public record Configuration(
            Map<String, Value> constants,
            List<String> symmetric,
            List<String> properties,
            List<String> invariants,
            List<String> constraints) {}

    /** {@code spec/name}, as the command line has it. */
    public String id() {
        return spec + "/" + name;
    }

    @Override
    public String toString() {
        return id();
    }
}
