package dev.quorate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A spec and its Java class have the same actions and helpers, by name, in the same order; a subclass says which. */
public abstract class SpecCodeTest {
    private final List<Path> specs;
    private final Path code;
    private final Class<?> node;
    private final Class<?> message;
    private final Set<String> ownHelpers;

    /** An operator with parameters, and what defines it: all up to the next line that starts at the margin. */
    private static final Pattern OPERATOR =
            Pattern.compile("(?m)^(\\w+)\\(([^)]*)\\) ==((?:.*\\n)(?:[ \\t].*\\n|\\n)*)");

    private static final Pattern METHOD =
            Pattern.compile("(?m)^    private (?:static )?(?:<[^>]*> )?([\\w<>, ]+?) (\\w+)\\(([^)]*)\\) \\{");

    private record Operator(String parameters, String body) {}

    /**
     * A spec and its class.
     *
     * @param specs the files of the spec, below the folder of specs, in the order in which to read them
     * @param protocol the class
     * @param node the type of a node's state
     * @param message the type of messages
     * @param ownHelpers the helpers that the spec writes without a name
     */
    protected SpecCodeTest(
            List<String> specs, Class<?> protocol, Class<?> node, Class<?> message, Set<String> ownHelpers) {
        this.specs = specs.stream().map(Path.of("../specs")::resolve).toList();
        this.code = Path.of("src/main/java", protocol.getName().replace('.', '/') + ".java");
        this.node = node;
        this.message = message;
        this.ownHelpers = ownHelpers;
    }

    /** A spec of one file. */
    protected SpecCodeTest(String spec, Class<?> protocol, Class<?> node, Class<?> message, Set<String> ownHelpers) {
        this(List.of(spec), protocol, node, message, ownHelpers);
    }

    @Test
    void everyActionIsAMethodOfTheSameNameInTheSameOrder() throws IOException {
        List<String> methods = methods(true);
        assertTrue(methods.contains("receive"), "no actions were found in " + code);
        assertEquals(actions(), methods, "the actions of " + specs + " and the methods of " + code);
    }

    @Test
    void everyHelperIsAnOperatorOfTheSpecInTheSameOrder() throws IOException {
        List<String> helpers = methods(false);
        assertTrue(helpers.containsAll(ownHelpers), () -> code + " has no more all of " + ownHelpers);
        helpers.removeAll(ownHelpers);
        assertTrue(!helpers.isEmpty(), () -> "expected helpers in " + code);
        List<String> inSpec =
                operators().keySet().stream().map(SpecCodeTest::lower).toList();
        for (String helper : helpers) {
            assertTrue(inSpec.contains(helper), code + " has a helper that " + specs + " does not have: " + helper);
        }
        assertEquals(
                inSpec.stream().filter(helpers::contains).toList(),
                helpers,
                "the helpers in the order of " + specs + " and in that of " + code);
    }

    @Test
    void everyMessageHasTheFieldsOfItsOperatorInTheSameOrder() throws IOException {
        Map<String, Operator> operators = operators();
        for (Class<?> each : message.getPermittedSubclasses()) {
            assertTrue(operators.containsKey(each.getSimpleName()), () -> "the spec has no " + each.getSimpleName());
            assertEquals(
                    List.of(operators.get(each.getSimpleName()).parameters.split(", ", -1)),
                    components(each),
                    "the parameters of the spec's " + each.getSimpleName() + " and the record's components");
        }
    }

    @Test
    void everyMessageOfTheSpecIsARecord() throws IOException {
        List<String> records = Arrays.stream(message.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        List<String> inSpec = operators().entrySet().stream()
                .filter(operator -> operator.getValue().body.contains("[type |-> \"" + operator.getKey() + '"'))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(inSpec, records, "the messages of " + specs + " and the records of Message");
    }

    @Test
    void aNodeHasTheFieldsOfTheSpecsInTheSameOrder() throws IOException {
        String text = text();
        List<String> fields = new ArrayList<>();
        fields(text, "InitialNode", fields);
        assertEquals(fields, components(node), "the fields of the spec's InitialNode and the record's components");
    }

    /** The fields of a record that the spec defines, each followed by those of its own if it is a part of the Java record. */
    private void fields(String text, String name, List<String> fields) {
        String definition = text.substring(text.indexOf("\n" + name + " =="));
        Matcher field = Pattern.compile("(\\w+)\\s*\\|->\\s*(\\w*)")
                .matcher(definition.substring(0, definition.indexOf("\n\n")));
        while (field.find()) {
            fields.add(field.group(1));
            if (Arrays.stream(node.getRecordComponents())
                    .filter(component -> component.getName().equals(field.group(1)))
                    .anyMatch(component -> component.getType().getEnclosingClass() == node
                            && text.contains("\n" + field.group(2) + " =="))) {
                fields(text, field.group(2), fields);
            }
        }
    }

    /** What takes a node a step: the operators that call Step, and those that call them. */
    private List<String> actions() throws IOException {
        Map<String, Operator> operators = operators();
        operators.remove("Step");
        Set<String> actions = new LinkedHashSet<>(Set.of("Step"));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<String, Operator> operator : operators.entrySet()) {
                boolean calls = actions.stream()
                        .anyMatch(action -> operator.getValue().body.matches("(?s).*\\b" + action + "\\(.*"));
                grown |= calls && actions.add(operator.getKey());
            }
        }
        return operators.keySet().stream()
                .filter(actions::contains)
                .map(SpecCodeTest::lower)
                .toList();
    }

    private String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path spec : specs) {
            text.append(Files.readString(spec));
        }
        return text.toString();
    }

    private Map<String, Operator> operators() throws IOException {
        Map<String, Operator> operators = new LinkedHashMap<>();
        Matcher operator = OPERATOR.matcher(text().replaceAll("\\\\\\*.*", ""));
        while (operator.find()) {
            operators.put(operator.group(1), new Operator(operator.group(2), operator.group(3)));
        }
        return operators;
    }

    private List<String> methods(boolean actions) throws IOException {
        List<String> methods = new ArrayList<>();
        Matcher method = METHOD.matcher(Files.readString(code));
        while (method.find()) {
            if (method.group(1).equals("Step<Node, Message>") == actions) {
                methods.add(method.group(2));
            }
        }
        return methods;
    }

    /** The names of a record's components, each followed by those of its own if it is a part of the record. */
    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> Stream.concat(
                        Stream.of(component.getName()),
                        component.getType().getEnclosingClass() == type
                                ? components(component.getType()).stream()
                                : Stream.of()))
                .toList();
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
