package dev.quorate.conformance.model;

import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a model: a TLC configuration file with tags in its comments.
 *
 * <pre>
 * \* What the model bounds or shows.
 * \* @module MCRaft              the root module, in the folder above `models`
 * \* @spec raft                  the spec; if absent, the name of that folder
 * \* @size small                 small (the default), medium or large
 * \* @expect verified            or: violates PROPERTY
 * \* @distinct 34582             distinct states, exactly
 * \* @depth 43                   depth of the search; implies one worker
 * \* @workers 1                  if absent: one per core if the model is run alone; one where a violation or few states are expected
 * \* @trace figure-8             the committed trace that shows the expected violation, if not called like the model;
 *                              `coverage` for a verified model that the coverage set is made from
 * \* @symmetry Acceptor Value    the sets that SYMMETRY permutes; if absent, Node
 * \* @conform no                 the model disables what the protocol allows, so code is not held against it
 * \* @unreached message Refusal   what the model is too small to reach of the code, exactly; some other model must reach it
 * </pre>
 *
 * <p>Source of the format: L. Lamport, "Specifying Systems" (2002), section 14.7.1.
 */
public final class ModelFile {
    private static final Set<String> TAGS = Set.of(
            "module",
            "spec",
            "size",
            "expect",
            "distinct",
            "depth",
            "workers",
            "trace",
            "symmetry",
            "conform",
            "unreached");
    private static final Pattern TAG = Pattern.compile("@(\\S+)\\s*(.*)");
    private static final Pattern SECTION = Pattern.compile(
            "(?<![\\w])(CONSTANTS?|INIT|NEXT|SPECIFICATION|INVARIANTS?|PROPERTY|PROPERTIES|CONSTRAINTS?|"
                    + "ACTION_CONSTRAINTS?|SYMMETRY|VIEW|CHECK_DEADLOCK|ALIAS|POSTCONDITION)(?![\\w])");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)\\s*(=|<-)\\s*");

    private final Path file;
    private final Map<String, String> tags = new HashMap<>();
    private final List<String> description = new ArrayList<>();
    private final Map<String, String> sections = new HashMap<>();

    private ModelFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a model.
     *
     * @throws BadInputException if the file cannot be read, does not say what the model must yield, or has a tag or a value
     *     that is none
     */
    public static Model read(Path file) {
        String text = readText(file);
        ModelFile reader = new ModelFile(file);
        reader.readComments(text);
        reader.readSections(text);
        return reader.model();
    }

    private static String readText(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e, e);
        }
    }

    private void readComments(String text) {
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.startsWith("\\*")) {
                continue;
            }
            String comment = line.substring(2).strip();
            Matcher tag = TAG.matcher(comment);
            if (!tag.matches()) {
                if (tags.isEmpty() && !comment.isEmpty()) {
                    description.add(comment);
                }
            } else if (!TAGS.contains(tag.group(1))) {
                throw wrong("unknown tag @" + tag.group(1) + "; the tags are "
                        + TAGS.stream().sorted().map(name -> "@" + name).collect(Collectors.joining(", ")));
            } else if (tags.put(tag.group(1), tag.group(2).strip()) != null) {
                throw wrong("@" + tag.group(1) + " stands twice");
            }
        }
    }

    private void readSections(String text) {
        String code = text.replaceAll("\\\\\\*.*", "").replaceAll("(?s)\\(\\*.*?\\*\\)", " ");
        Matcher section = SECTION.matcher(code);
        String name = null;
        int start = 0;
        while (section.find()) {
            addSection(name, code.substring(start, section.start()));
            name = section.group(1);
            start = section.end();
        }
        addSection(name, code.substring(start));
    }

    private void addSection(String name, String body) {
        if (name == null) {
            if (!body.isBlank()) {
                throw wrong("expected a TLC configuration, found \""
                        + body.strip().lines().findFirst().orElse("") + "\"");
            }
            return;
        }
        String key = name.equals("PROPERTIES") ? "PROPERTY" : name.replaceFirst("S$", "");
        sections.merge(key, body, (one, other) -> one + " " + other);
    }

    private Model model() {
        String module = required("module", "@module MCRaft");
        Path folder = file.toAbsolutePath().getParent().getParent();
        Path modulePath = folder.resolve(module + ".tla");
        if (!Files.isReadable(modulePath)) {
            throw wrong("@module " + module + ": there is no readable " + modulePath);
        }
        String spec = tags.getOrDefault("spec", folder.getFileName().toString());
        String name = file.getFileName().toString().replaceFirst("\\.cfg$", "");
        if (name.startsWith(spec + "-")) {
            name = name.substring(spec.length() + 1);
        }
        Expectation expectation = expectation();
        boolean oneWorker =
                expectation.violates().isPresent() || expectation.depth().isPresent();
        int workers = number("workers").map(Math::toIntExact).orElse(oneWorker || expectation.isQuick() ? 1 : 0);
        if (oneWorker && workers != 1) {
            throw wrong("@workers " + workers
                    + ": a depth, and the state count of a violation, are exact with 1 worker only");
        }
        checkConstantsAreDeclared(modulePath);
        Map<String, Value> constants = constants();
        List<String> properties = names("PROPERTY");
        List<String> invariants = names("INVARIANT");
        expectation.violates().ifPresent(property -> {
            if (!properties.contains(property) && !invariants.contains(property)) {
                throw wrong("@expect violates " + property + ", but it is not under INVARIANT or PROPERTY");
            }
        });
        return new Model(
                spec,
                name,
                String.join(" ", description),
                modulePath,
                file,
                size(),
                workers,
                expectation,
                Optional.ofNullable(tags.get("trace")),
                conformable(expectation),
                new Model.Configuration(
                        constants,
                        symmetric(constants),
                        properties,
                        invariants,
                        Stream.of("CONSTRAINT", "ACTION_CONSTRAINT")
                                .flatMap(section -> names(section).stream())
                                .toList()));
    }

    private Expectation expectation() {
        String text = required("expect", "@expect verified");
        Optional<String> violates;
        if (text.equals("verified")) {
            violates = Optional.empty();
        } else if (text.matches("violates \\w+")) {
            violates = Optional.of(text.substring("violates ".length()));
        } else {
            throw wrong("@expect " + text + ": expected `verified` or `violates PROPERTY`");
        }
        return new Expectation(
                violates,
                number("distinct").map(OptionalLong::of).orElseGet(OptionalLong::empty),
                number("depth").map(Math::toIntExact).map(OptionalInt::of).orElseGet(OptionalInt::empty),
                Stream.of(tags.getOrDefault("unreached", "").split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private boolean conformable(Expectation expectation) {
        String text = tags.getOrDefault("conform", "yes");
        if (!text.equals("yes") && !text.equals("no")) {
            throw wrong("@conform " + text + ": expected yes or no");
        }
        return text.equals("yes") && expectation.violates().isEmpty();
    }

    private List<String> symmetric(Map<String, Value> constants) {
        if (!sections.containsKey("SYMMETRY")) {
            if (tags.containsKey("symmetry")) {
                throw wrong("@symmetry " + tags.get("symmetry") + ", but the model has no SYMMETRY");
            }
            return List.of();
        }
        List<String> names = List.of(tags.getOrDefault("symmetry", "Node").split("[\\s,]+"));
        for (String name : names) {
            if (!(constants.get(name) instanceof Value.SetValue)) {
                throw wrong("SYMMETRY: the model gives no set for the constant " + name
                        + "; say which constants are permuted with @symmetry");
            }
        }
        return names;
    }

    private Size size() {
        String text = tags.getOrDefault("size", "small");
        try {
            return Size.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("@size " + text + ": expected small, medium or large");
        }
    }

    private Map<String, Value> constants() {
        String body = sections.getOrDefault("CONSTANT", "");
        Map<String, Value> constants = new LinkedHashMap<>();
        Matcher assignment = ASSIGNMENT.matcher(body);
        boolean found = assignment.find();
        while (found) {
            String name = assignment.group(1);
            boolean isValue = assignment.group(2).equals("=");
            int start = assignment.end();
            found = assignment.find();
            String text = body.substring(start, found ? assignment.start() : body.length());
            if (isValue) {
                try {
                    constants.put(name, ValueParser.parse(text.strip()));
                } catch (IllegalArgumentException e) {
                    throw wrong("constant " + name + ": " + e.getMessage());
                }
            }
        }
        return constants;
    }

    /** TLC 1.7.3 passes over a constant that no module declares, so that a misspelt bound would go unnoticed. */
    private void checkConstantsAreDeclared(Path module) {
        Set<String> words = new HashSet<>();
        Set<Path> read = new HashSet<>();
        Deque<Path> todo = new ArrayDeque<>(List.of(module));
        while (!todo.isEmpty()) {
            Path next = todo.pop();
            if (read.add(next) && Files.isReadable(next)) {
                WORD.matcher(readText(next).replaceAll("\\\\\\*.*", "").replaceAll("(?s)\\(\\*.*?\\*\\)", " "))
                        .results()
                        .map(MatchResult::group)
                        .forEach(word -> {
                            words.add(word);
                            // A word that is the name of a module beside this one may be what it extends.
                            todo.push(module.resolveSibling(word + ".tla"));
                        });
            }
        }
        Matcher assignment = ASSIGNMENT.matcher(sections.getOrDefault("CONSTANT", ""));
        while (assignment.find()) {
            if (!words.contains(assignment.group(1))) {
                throw wrong("the constant " + assignment.group(1) + " is declared neither by " + module.getFileName()
                        + " nor by a module that it extends");
            }
        }
    }

    private List<String> names(String section) {
        String body = sections.getOrDefault(section, "").strip();
        return body.isEmpty() ? List.of() : List.of(body.split("[\\s,]+"));
    }

    private String required(String tag, String example) {
        String value = tags.get(tag);
        if (value == null || value.isEmpty()) {
            throw wrong("the model does not say @" + tag + "; add a comment line such as  \\* " + example);
        }
        return value;
    }

    private Optional<Long> number(String tag) {
        String text = tags.get(tag);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseUnsignedLong(text.replace(",", "").replace("_", "")));
        } catch (NumberFormatException e) {
            throw wrong("@" + tag + " " + text + ": expected a number");
        }
    }

    private BadInputException wrong(String problem) {
        return new BadInputException(file + ": " + problem);
    }
}
