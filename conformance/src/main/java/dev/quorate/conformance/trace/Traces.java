package dev.quorate.conformance.trace;

import dev.quorate.conformance.model.BadInputException;
import dev.quorate.conformance.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The committed traces, in a folder for each spec.
 *
 * @param root the folder that holds those folders
 */
public record Traces(Path root) {
    /** How the names of trace files end. */
    public static final String SUFFIX = ".itf.json";

    /** The file of the trace that shows what a model is there to show. */
    public Path fileOf(Model model) {
        return root.resolve(model.spec()).resolve(model.trace().orElse(model.name()) + SUFFIX);
    }

    /** The folder of the traces that together take every kind of step of a spec. */
    public Path coverageOf(Model model) {
        return root.resolve(model.spec()).resolve("coverage");
    }

    /**
     * All traces, ordered by name.
     *
     * @throws BadInputException if there is no such folder, or no trace in it
     */
    public List<Path> files() {
        return files(root);
    }

    /**
     * The trace files that a path names: itself, or all below it if it is a folder.
     *
     * @throws BadInputException if there is none
     */
    public static List<Path> files(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        } else if (!Files.isDirectory(path)) {
            throw new BadInputException(path + ": there is no such trace");
        }
        try (Stream<Path> below = Files.walk(path)) {
            List<Path> files = below.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new BadInputException(path + ": there is no trace here (*" + SUFFIX + ")");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
