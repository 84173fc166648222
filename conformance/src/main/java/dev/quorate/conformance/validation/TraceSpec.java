package dev.quorate.conformance.validation;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Expectation;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.model.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Finds the trace spec of a spec: {@code TraceBasicPaxos.tla} and its cfg for {@code basic-paxos}, in the spec's folder. */
final class TraceSpec {
    private TraceSpec() {}

    /**
     * The trace spec as a model for one worker.
     *
     * @param library the folders of the specs
     * @throws BadInputException if there is none
     */
    static Model of(String spec, List<Path> library) {
        String name = Arrays.stream(spec.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", "Trace", ""));
        Path module = library.stream()
                .map(folder -> folder.resolve(name + ".tla"))
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new BadInputException("there is no " + name + ".tla, which would say when a log is a"
                        + " behaviour of the spec \"" + spec + "\"; looked in " + library));
        return new Model(
                spec,
                "trace",
                "a log",
                module,
                module.resolveSibling(name + ".cfg"),
                Size.SMALL,
                1,
                new Expectation(Optional.empty(), OptionalLong.empty(), OptionalInt.empty()),
                Optional.empty(),
                false,
                new Model.Configuration(Map.of(), List.of(), List.of(), List.of(), List.of()));
    }
}
