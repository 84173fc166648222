package dev.quorate.conformance.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The specs and models under one folder, laid out as {@code FOLDER/models/MODEL.cfg} beside {@code FOLDER/MODULE.tla}.
 *
 * @param root the folder that holds the folders of the specs
 * @param models every model, ordered by spec, size and name
 */
public record Catalog(Path root, List<Model> models) {
    /**
     * Reads every model under {@code root}.
     *
     * @throws BadInputException if there is no such folder or no model in it, or a model is not one
     */
    public static Catalog read(Path root) {
        if (!Files.isDirectory(root)) {
            throw new BadInputException(root + ": there is no such folder of specs; name one with --specs");
        }
        List<Model> models = new ArrayList<>();
        for (Path folder : folders(root)) {
            Path files = folder.resolve("models");
            if (Files.isDirectory(files)) {
                for (Path file : list(files)) {
                    if (file.toString().endsWith(".cfg")) {
                        models.add(ModelFile.read(file));
                    }
                }
            }
        }
        if (models.isEmpty()) {
            throw new BadInputException(root + ": there is no model here; a model is a file FOLDER/models/NAME.cfg");
        }
        models.sort(Comparator.comparing(Model::spec).thenComparing(Model::size).thenComparing(Model::name));
        Map<String, Model> byId = new LinkedHashMap<>();
        for (Model model : models) {
            Model other = byId.put(model.id(), model);
            if (other != null) {
                throw new BadInputException(
                        "two models are called " + model.id() + ": " + other.file() + " and " + model.file());
            }
        }
        return new Catalog(root, List.copyOf(models));
    }

    /** The folders in which TLC looks for modules. */
    public List<Path> library() {
        return folders(root);
    }

    /** The names of the specs. */
    public Set<String> specs() {
        return models.stream().map(Model::spec).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The models that {@code selectors} name: {@code SPEC} for the models of at most {@code size} of that spec and of those that
     * go on from it, whose names are {@code SPEC-…}; {@code SPEC/MODEL} for one model of any size. No selector means every spec.
     *
     * @throws BadInputException if a selector names nothing
     */
    public List<Model> select(List<String> selectors, Size size) {
        if (selectors.isEmpty()) {
            return models.stream()
                    .filter(model -> model.size().compareTo(size) <= 0)
                    .toList();
        }
        Set<Model> selected = new LinkedHashSet<>();
        for (String selector : selectors) {
            List<Model> named = models.stream()
                    .filter(model -> model.id().equals(selector)
                            || (isOf(selector, model) && model.size().compareTo(size) <= 0))
                    .toList();
            if (named.isEmpty()) {
                throw new BadInputException("there is no spec or model \"" + selector + "\" in " + root
                        + "; there are: " + String.join(", ", specs()) + "; see `quorate list`");
            }
            selected.addAll(named);
        }
        return List.copyOf(selected);
    }

    private static boolean isOf(String spec, Model model) {
        return model.spec().equals(spec) || model.spec().startsWith(spec + "-");
    }

    private static List<Path> folders(Path root) {
        return list(root).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be listed", e);
        }
    }
}
